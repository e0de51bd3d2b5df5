// The shapes of the wire against the contract of the staff app: what the app needs is there, and nothing goes
// out that it does not know.

#include "modules/casework/wire.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

using namespace gezhi;
using namespace gezhi::casework;

namespace {

struct Members {
    std::set<std::string> required{};
    std::set<std::string> known{};
};

std::string contract() {
    std::ifstream file(GEZHI_SOURCE_DIR "/web/src/api/types.ts");
    return {std::istreambuf_iterator<char>(file), {}};
}

// The members of `export interface NAME extends BASE { a: T; b?: T }` and of its base, those of inner objects
// left out.
Members members_of(const std::string& types, const std::string& name) {
    Members members;
    const auto start = types.find("export interface " + name + " ");
    require(start != std::string::npos, "an interface of the contract");
    const auto head = types.substr(start, types.find('{', start) - start);
    if (const auto base = head.find(" extends "); base != std::string::npos)
        members = members_of(types, std::string(trim(std::string_view(head).substr(base + 9))));
    std::string word;
    int depth = 0;
    bool naming = true;
    for (auto at = types.find('{', start); at < types.size(); ++at) {
        const char c = types[at];
        if (c == '{' || c == '[' || c == '(' || c == '<') ++depth;
        if (c == '}' || c == ']' || c == ')' || c == '>') --depth;
        if (depth == 0) break;
        if (depth > 1) continue;
        if (c == ';') naming = true;
        if (naming && (std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '?')) word += c;
        if (naming && c == ':') {
            naming = false;
            const bool optional = word.back() == '?';
            if (optional) word.pop_back();
            members.known.insert(word);
            if (!optional) members.required.insert(word);
            word.clear();
        }
    }
    return members;
}

template <class T>
void collect(std::set<std::string>& sent, std::set<std::string>& always) {
    boost::mp11::mp_for_each<json::Members<T>>([&](auto d) {
        sent.insert(d.name);
        if (!json::Optional<std::remove_cvref_t<decltype(std::declval<T&>().*d.pointer)>>)
            always.insert(d.name);
    });
}

struct Contract {
    std::string types = contract();

    template <class T>
    void keeps(const std::string& name, const std::set<std::string>& extra = {}) const {
        std::set<std::string> sent, always;
        collect<T>(sent, always);
        const auto members = members_of(types, name);
        for (const auto& one : members.required)
            EXPECT_TRUE(always.contains(one)) << name << " lacks " << one;
        for (const auto& one : sent)
            EXPECT_TRUE(members.known.contains(one) || extra.contains(one))
                << name << " does not know " << one;
    }
};

} // namespace

TEST(Contract, AnswersHaveTheMembersThatTheStaffAppKnows) {
    const Contract contract;
    contract.keeps<wire::Case>("Case");
    contract.keeps<wire::Clock>("Clock");
    contract.keeps<wire::Similar>("Similar");
    contract.keeps<wire::Action>("Action");
    contract.keeps<wire::Problem>("Problem");
    contract.keeps<wire::TimelineEntry>("TimelineEntry");
    contract.keeps<wire::FileRef>("FileRef");
    contract.keeps<wire::ClockLine>("ClockLine");
    contract.keeps<wire::ClockExplanation>("ClockExplanation");
    contract.keeps<wire::CaseList>("CaseList");
    contract.keeps<wire::Today>("Today");
    contract.keeps<wire::FeedEvent>("FeedEvent");
    contract.keeps<wire::File>("CaseFile");
    contract.keeps<wire::Receipt>("Receipt", {"key"}); // for whoever hands it to the reporter
}

TEST(Contract, TheReaderOfTheContractSeesWhatIsMissing) {
    const auto members = members_of("export interface One { a: string; b?: { c: number }; d: X[] }", "One");
    EXPECT_EQ(members.required, (std::set<std::string>{"a", "d"}));
    EXPECT_EQ(members.known, (std::set<std::string>{"a", "b", "d"}));
    const auto more =
        members_of("export interface One { a: string } export interface Two extends One { e: X }", "Two");
    EXPECT_EQ(more.required, (std::set<std::string>{"a", "e"}));
}
