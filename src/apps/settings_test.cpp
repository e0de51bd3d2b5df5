#include "apps/settings.hpp"
#include "support/databases.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

using namespace gezhi;
using namespace gezhi::apps;

namespace {

class SettingsTest : public ::testing::Test {
protected:
    void TearDown() override { ::unsetenv("GEZHI_PORT"); }

    Settings read(Settings::Flags flags = {}) {
        flags["data"] = folder.path();
        auto made = Settings::read(flags);
        require(made.has_value(), "settings");
        return *made;
    }

    void file(const std::string& text) const { std::ofstream(folder.path() + "/gezhi.toml") << text; }

    support::Folder folder;
};

} // namespace

TEST_F(SettingsTest, AFlagBeatsTheEnvironmentWhichBeatsTheFileWhichBeatsTheBuiltInValue) {
    EXPECT_EQ(read()["port"], "8311");
    EXPECT_EQ(read().origin("port"), Origin::standard);
    file("port = 9001\n");
    EXPECT_EQ(read()["port"], "9001");
    EXPECT_EQ(read().origin("port"), Origin::file);
    ::setenv("GEZHI_PORT", "9002", 1);
    EXPECT_EQ(read()["port"], "9002");
    EXPECT_EQ(read().origin("port"), Origin::environment);
    EXPECT_EQ(read({{"port", "9003"}})["port"], "9003");
    EXPECT_EQ(read({{"port", "9003"}}).origin("port"), Origin::flag);
    EXPECT_EQ(origin_name(Origin::environment), "environment");
}

TEST_F(SettingsTest, AListMayBeWrittenAsAnArrayAndATableOpensWithADot) {
    file("proxies = [\"10.0.0.1\", \"10.0.0.2\"]\n[street]\ncode = \"310105006\"\nname = \"某街道\"\n");
    EXPECT_EQ(read().list("proxies"), (std::vector<std::string>{"10.0.0.1", "10.0.0.2"}));
    EXPECT_EQ(read()["street.code"], "310105006");
    EXPECT_TRUE(read({{"proxies", " , "}}).list("proxies").empty());
}

TEST_F(SettingsTest, ABrokenFileAndAnUnknownSettingAreRefused) {
    for (const auto* text : {"port = = 1\n", "prot = 1\n"}) {
        file(text);
        const auto made = Settings::read({{"data", folder.path()}});
        ASSERT_FALSE(made);
        EXPECT_EQ(made.error().rule, &apps::rules::settings_broken);
    }
}

TEST_F(SettingsTest, ANumberOutsideItsRangeIsRefusedByName) {
    for (const auto* text : {"", "x", "-1", "70000", "80 "}) {
        const auto port = read({{"port", text}}).whole("port", 0, 65535);
        ASSERT_FALSE(port) << text;
        EXPECT_EQ(port.error().rule, &apps::rules::setting_wrong);
    }
    EXPECT_EQ(*read({{"port", "0"}}).whole("port", 0, 65535), 0);
}

TEST_F(SettingsTest, TheDatabaseLiesInTheDataFolderAndItsPasswordIsNeverShown) {
    EXPECT_EQ(read().database_url(), "sqlite:" + folder.path() + "/gezhi.db");
    EXPECT_EQ(Settings::without_password("postgresql://g:secret@127.0.0.1:5/x"),
              "postgresql://g@127.0.0.1:5/x");
    EXPECT_EQ(Settings::without_password("postgresql://g@h/x"), "postgresql://g@h/x");
    EXPECT_EQ(Settings::without_password("sqlite:/a@b:c"), "sqlite:/a@b:c");
}

TEST_F(SettingsTest, TheProgramFindsItsOwnFiles) {
    EXPECT_EQ(*read().home(), GEZHI_SOURCE_DIR); // the test lies in build/ of the tree
    EXPECT_EQ(read({{"home", folder.path()}}).home().error().rule, &apps::rules::no_home);
}

TEST_F(SettingsTest, TheFirstStartWritesTheFileOnceAndNeverAgain) {
    const auto path = folder.path() + "/gezhi.toml";
    ASSERT_TRUE(
        write_settings_file(path, {{"demo", "a"}, {"street.code", "1"}, {"street.name", "某\"街道"}}));
    ASSERT_TRUE(write_settings_file(path, {{"demo", "b"}}));
    EXPECT_EQ(read()["demo"], "a");
    EXPECT_EQ(read()["street.name"], "某\"街道");
    EXPECT_EQ(write_settings_file(folder.path() + "/none/gezhi.toml", {}).error().rule,
              &apps::rules::settings_broken);
}
