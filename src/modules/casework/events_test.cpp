// Each released version of an event has a golden file that stays readable for ever; each struct of the room
// comes back from JSON as it went.

#include "modules/casework/walk_for_test.hpp"
#include "support/golden.hpp"

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include <fstream>

namespace gezhi::casework {

using namespace test;

namespace {

// Fills every member of a described struct with a value of its own.
class Filler {
public:
    template <class T>
    void fill(T& value) {
        ++n_;
        if constexpr (sql::is_optional<T>)
            fill(value.emplace());
        else if constexpr (std::is_same_v<T, bool>)
            value = true;
        else if constexpr (std::is_enum_v<T>)
            value = boost::mp11::mp_back<
                boost::mp11::mp_transform<Constant, boost::describe::describe_enumerators<T>>>::value;
        else if constexpr (std::is_integral_v<T>)
            value = static_cast<T>(n_);
        else if constexpr (std::is_same_v<T, Instant>)
            value = at("2026-11-23 09:00") + std::chrono::minutes{n_};
        else if constexpr (std::is_same_v<T, Code>)
            value = Code{"code" + std::to_string(n_)};
        else if constexpr (std::is_same_v<T, Digest>)
            value.bytes.fill(static_cast<std::uint8_t>(n_));
        else if constexpr (sql::is_id<T>)
            value.bits = {static_cast<std::uint64_t>(n_), static_cast<std::uint64_t>(n_ * 2)};
        else if constexpr (requires { value.emplace_back(); })
            fill(value.emplace_back());
        else
            boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
                [&](auto d) { fill(value.*d.pointer); });
    }

private:
    template <class D>
    struct Constant {
        static constexpr auto value = D::value;
    };

    int n_{0};
};

template <class T>
T filled() {
    T value{};
    Filler{}.fill(value);
    return value;
}

template <class Variant, class Body>
void for_each_of(Body body) {
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, Variant>>(
        [&](auto one) { body(filled<typename decltype(one)::type>()); });
}

} // namespace

TEST(Events, EveryVersionHasAGoldenFileThatReads) {
    for_each_of<Event>([](const auto& event) {
        const auto name = std::string(event.name).substr(9);
        const auto path = "src/modules/casework/golden/events/" + name + ".json";
        support::expect_golden(path, json::write(event, json::Style::stored) + "\n");
        std::ifstream file(std::string(GEZHI_SOURCE_DIR) + "/" + path);
        const std::string kept{std::istreambuf_iterator<char>(file), {}};
        const auto read = engine::decode<Event>(event.name, kept);
        ASSERT_TRUE(read) << name;
        EXPECT_EQ(*read, Event(event)) << name;
    });
}

TEST(Events, NamesCarryTheirVersion) {
    for (const auto name : engine::names_of<Event>()) {
        EXPECT_TRUE(name.starts_with("casework/")) << name;
        EXPECT_EQ(name.substr(name.rfind('.')), ".1") << name;
    }
}

TEST(Commands, ComeBackFromJsonAsTheyWent) {
    for_each_of<Command>([](const auto& command) {
        using One = std::remove_cvref_t<decltype(command)>;
        const auto text = json::write(command, json::Style::stored);
        const auto read = json::read<One>(text, json::Style::stored);
        ASSERT_TRUE(read) << text;
        EXPECT_EQ(json::write(*read, json::Style::stored), text);
    });
}

// A changed row is a changed table: this fails when view() or CaseRow changed and the revision did not.
TEST(Rows, AChangedRowNeedsANewRevision) {
    Walk walk;
    walk.closed();
    std::string text = "revision " + std::to_string(CaseRow::revision) + "\n";
    const auto values = sql::values_of(row(walk.state));
    const auto& table = sql::table_of<CaseRow>();
    for (std::size_t i = 0; i < values.size(); ++i)
        text += table.columns[i].name + " = " +
                (values[i].null                         ? "null"
                 : values[i].type == sql::Type::integer ? std::to_string(values[i].integer)
                                                        : values[i].text) +
                "\n";
    support::expect_golden("src/modules/casework/golden/closed_row.txt", text);
}

TEST(Rows, AnAbsentCaseHasNone) {
    engine::RowSet rows;
    view(State{}, rows);
    EXPECT_TRUE(rows.rows().empty());
}

TEST(Rows, CountersFollowTheStage) {
    Walk walk;
    walk.reported();
    engine::Deltas reported;
    rollup(State{}, walk.state, reported);
    EXPECT_EQ(reported.sums().at({"reported", "2026-11-23"}), 1);
    EXPECT_EQ(reported.sums().at({"open", g1.value + "/reported"}), 1);
    const auto before = walk.state;
    walk.closed();
    engine::Deltas closed;
    rollup(before, walk.state, closed);
    EXPECT_EQ(closed.sums().at({"closed", "2026-11-23"}), 1);
    EXPECT_EQ(closed.sums().at({"open", g1.value + "/reported"}), -1);
    EXPECT_FALSE(closed.sums().contains({"open", g1.value + "/closed"}));
}

} // namespace gezhi::casework
