// The program on the command line, as an operator and as a script meet it: helps, exit codes, JSON.

#include "base/text.hpp"
#include "json/json.hpp"
#include "support/databases.hpp"
#include "support/process.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

using namespace gezhi;
using namespace gezhi::support;

namespace {

const std::string source = GEZHI_SOURCE_DIR;
const std::string tianshan = source + "/demo/tianshan";

class CommandLine : public ::testing::Test {
protected:
    std::vector<std::string> with_data(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--data", folder.path() + "/data"});
        return arguments;
    }

    Outcome run(std::vector<std::string> arguments, const std::string& input = {}) const {
        return run_gezhi(with_data(std::move(arguments)), input);
    }

    Folder folder;
};

bool is_json(const std::string& text) {
    return json::Document::parse(text).has_value();
}

} // namespace

TEST(Help, EverySubcommandSaysWhatItDoesAndEveryOptionWhatItMeans) {
    const std::vector<std::vector<std::string>> all{{},
                                                    {"serve"},
                                                    {"init"},
                                                    {"demo"},
                                                    {"user"},
                                                    {"user", "add"},
                                                    {"user", "password"},
                                                    {"user", "posts"},
                                                    {"user", "close"},
                                                    {"user", "list"},
                                                    {"grid"},
                                                    {"grid", "check"},
                                                    {"grid", "locate"},
                                                    {"clock", "explain"},
                                                    {"playbook", "check"},
                                                    {"log"},
                                                    {"log", "verify"},
                                                    {"log", "replay"},
                                                    {"doctor"},
                                                    {"routes"},
                                                    {"openapi"},
                                                    {"picture"}};
    for (auto command : all) {
        const auto name = join(command, " ");
        command.emplace_back("--help");
        const auto help = run_gezhi(command);
        EXPECT_EQ(help.code, 0) << name;
        EXPECT_TRUE(contains(help.out, "Usage: gezhi")) << name << help.out;
        EXPECT_TRUE(help.err.empty()) << help.err;
        for (const auto line : split(help.out, '\n')) // an option without a word of explanation
            EXPECT_FALSE(trim(line).starts_with("--") && trim(line).find(' ') == trim(line).npos)
                << name << line;
    }
}

TEST(Help, WhatIsUsedWronglyExitsWith2) {
    for (const auto& arguments : std::vector<std::vector<std::string>>{{},
                                                                       {"nothing"},
                                                                       {"serve", "--nothing"},
                                                                       {"user"},
                                                                       {"grid", "check"},
                                                                       {"clock", "explain", "W4"}}) {
        const auto outcome = run_gezhi(arguments);
        EXPECT_EQ(outcome.code, 2) << join(arguments, " ") << outcome.out;
        EXPECT_FALSE(outcome.err.empty());
    }
}

TEST_F(CommandLine, AnEmptyStreetShowsItsFirstPasswordOnceAndOnlyOnce) {
    const auto made = run({"init", "--empty", "--json", "--street-code", "310105006"});
    ASSERT_EQ(made.code, 0) << made.err;
    EXPECT_TRUE(is_json(made.out));
    EXPECT_TRUE(contains(made.out, R"("login":"admin")"));
    const auto again = run({"init", "--empty"});
    EXPECT_EQ(again.code, 1);
    EXPECT_FALSE(contains(again.out, "password"));
    EXPECT_TRUE(contains(again.err, "apps/not-empty"));
    EXPECT_EQ(run({"init", "--demo", tianshan}).code, 1); // no demo accounts come into it
    EXPECT_EQ(std::filesystem::status(folder.path() + "/data").permissions() &
                  (std::filesystem::perms::group_all | std::filesystem::perms::others_all),
              std::filesystem::perms::none);
}

TEST_F(CommandLine, AccountsAreMadeListedAndClosedAtTheMachine) {
    ASSERT_EQ(run({"init", "--empty"}).code, 0);
    const auto added = run({"user", "add", "chen", "--name", "陈城管", "--post", "handler:chengguan"});
    EXPECT_EQ(added.code, 0) << added.err;
    EXPECT_TRUE(contains(added.out, "password "));
    EXPECT_EQ(run({"user", "add", "chen"}).code, 1);
    EXPECT_EQ(run({"user", "add", "li", "--post", "king"}).code, 1);
    EXPECT_EQ(run({"user", "add", "li", "--post", "handler:nobody"}).code, 1);
    EXPECT_EQ(run({"user", "add", "li", "--password-stdin"}, "short\n").code, 1);
    EXPECT_EQ(run({"user", "password", "chen", "--password-stdin"}, "lamp-42-post\n").code, 0);
    EXPECT_EQ(run({"user", "posts", "chen", "--post", "desk", "--post", "checker"}).code, 0);
    auto listed = run({"user", "list", "--json"});
    EXPECT_TRUE(is_json(listed.out));
    EXPECT_TRUE(contains(listed.out, R"("posts":["desk","checker"])")) << listed.out;
    EXPECT_EQ(run({"user", "close", "chen"}).code, 0);
    EXPECT_EQ(run({"user", "close", "admin"}).code, 1); // the last administrator
    EXPECT_TRUE(contains(run({"user", "list"}).out, "closed"));
    EXPECT_EQ(run({"user", "password", "nobody"}).code, 1);
}

TEST_F(CommandLine, TheDoctorSaysWhereEachSettingComesFromAndThatTheHouseIsWell) {
    ASSERT_EQ(run({"init", "--empty", "--street-code", "310105006"}).code, 0);
    const auto doctor = run({"doctor", "--json", "--port", "9001"});
    EXPECT_TRUE(is_json(doctor.out)) << doctor.err;
    EXPECT_TRUE(contains(doctor.out, R"({"name":"port","value":"9001","origin":"flag"})"));
    EXPECT_TRUE(contains(doctor.out, R"({"name":"street.code","value":"310105006","origin":"file"})"));
    EXPECT_TRUE(contains(doctor.out, R"({"what":"the chain verifies","ok":true)"));
    EXPECT_EQ(run({"log", "verify"}).code, 0);
    EXPECT_EQ(run({"log", "replay", "--check"}).code, 0);
    std::filesystem::permissions(folder.path() + "/data/secret.key", std::filesystem::perms::others_read,
                                 std::filesystem::perm_options::add);
    EXPECT_EQ(run({"doctor"}).code, 1);
}

TEST(Tools, TheGridOfTheDemoIsNotExactAsPublishedAndExactAsSettled) {
    const auto published = run_gezhi({"grid", "check", tianshan});
    EXPECT_EQ(published.code, 1);
    EXPECT_TRUE(contains(published.out, "not exact")) << published.out;
    EXPECT_TRUE(contains(published.out, "overlaps: none"));
    EXPECT_EQ(run_gezhi({"grid", "check", "--settled", tianshan}).code, 0);
    EXPECT_TRUE(is_json(run_gezhi({"grid", "check", "--json", tianshan}).out));
    EXPECT_EQ(run_gezhi({"grid", "check", source}).code, 1);
    const auto inside = run_gezhi({"grid", "locate", tianshan, "31.2113", "121.4037"});
    EXPECT_EQ(inside.code, 0) << inside.err;
    EXPECT_TRUE(contains(inside.out, "310105006-G"));
    EXPECT_EQ(run_gezhi({"grid", "locate", tianshan, "31.3", "121.4037"}).code, 1);
    EXPECT_EQ(run_gezhi({"grid", "locate", tianshan, "31.2", "121.4", "--datum", "mars"}).code, 1);
}

TEST(Tools, AClockIsExplainedUpToItsDueMoment) {
    const auto friday = run_gezhi({"clock", "explain", "W4", "2026-11-27T16:00:00+08:00"});
    EXPECT_EQ(friday.code, 0) << friday.err;
    EXPECT_TRUE(contains(friday.out, "due  2026-11-30T11:00:00+08:00")) << friday.out;
    EXPECT_TRUE(is_json(run_gezhi({"clock", "explain", "W4", "2026-11-27T16:00:00+08:00", "--json"}).out));
    const auto unknown = run_gezhi({"clock", "explain", "W4", "2031-11-27T16:00:00+08:00"});
    EXPECT_EQ(unknown.code, 1);
    EXPECT_TRUE(contains(unknown.out, "WARNING"));
    EXPECT_EQ(run_gezhi({"clock", "explain", "X4", "2026-11-27T16:00:00+08:00"}).code, 1);
    EXPECT_EQ(run_gezhi({"clock", "explain", "W4", "tomorrow"}).code, 1);
}

TEST(Tools, ThePlaybookOfTheHouseHasNoFault) {
    EXPECT_EQ(run_gezhi({"playbook", "check"}).code, 0);
    EXPECT_EQ(run_gezhi({"playbook", "check", "--json"}).out, "{\"items\":[]}\n");
    EXPECT_EQ(run_gezhi({"playbook", "check", source}).code, 1);
}

TEST(Tools, RoutesAndTheOpenApiDocumentComeFromOneTable) {
    const auto routes = run_gezhi({"routes", "--json"});
    EXPECT_EQ(routes.code, 0) << routes.err;
    EXPECT_TRUE(is_json(routes.out));
    EXPECT_TRUE(contains(routes.out, R"("name":"casework.create")"));
    EXPECT_TRUE(contains(routes.out, R"("name":"pages.send_report")"));
    const auto openapi = run_gezhi({"openapi"});
    EXPECT_TRUE(is_json(openapi.out));
    EXPECT_TRUE(contains(openapi.out, "\"openapi\":\"3.1"));
    EXPECT_TRUE(contains(openapi.out, "/api/v1/files"));
}

TEST(Tools, APictureIsShownAsItWouldBeKept) {
    const Folder folder;
    std::ofstream(folder.path() + "/no.jpg") << "<html>";
    EXPECT_EQ(run_gezhi({"picture", folder.path() + "/no.jpg"}).code, 1);
    EXPECT_EQ(run_gezhi({"picture", folder.path() + "/absent.jpg"}).code, 1);
}
