#pragma once
// The words of the room: what a reporter is owed to be told in the way they chose, who told them and when.
// One stream for each case. Ids, codes and references only: the contact is opened by people::Persons with a
// purpose, the answer's text by its reference. Read first.

#include "base/actor.hpp"
#include "base/code.hpp"
#include "base/error.hpp"
#include "base/time.hpp"

#include <boost/describe.hpp>

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace gezhi::notice {

// What the news is. `duty` is no news for the reporter but an emergency for the person on duty.
enum class News : std::uint8_t { dispatched, declined, closed, said, duty };
BOOST_DESCRIBE_ENUM(News, dispatched, declined, closed, said, duty)

enum class Standing : std::uint8_t { owed, told, skipped };
BOOST_DESCRIBE_ENUM(Standing, owed, told, skipped)

// ---- state

struct Item {
    std::int64_t number{0}; // 1, 2 … within the case
    News kind{News::dispatched};
    Code way{}; // of the playbook: call, door, paper …; `duty` for the person on duty
    Standing standing{Standing::owed};
    Code class_code{};
    Code unit{};                   // the accountable unit
    Code about{};                  // ending, reason of declining, or emergency group
    std::optional<TextRef> text{}; // the answer to read out
    Instant owed_at{};
    std::optional<Instant> due{}; // first contact (先行联系), where the playbook limits it
    std::int64_t tries{0};
    PersonId by{};
    std::optional<Instant> settled_at{};
    Code result{}; // told, or why it was left

    bool operator==(const Item&) const = default;
};
BOOST_DESCRIBE_STRUCT(Item, (),
                      (number, kind, way, standing, class_code, unit, about, text, owed_at, due, tries, by,
                       settled_at, result))

struct State {
    std::int64_t version{0};
    CaseId case_id{};
    Code number{}; // of the case
    Code grid{};
    bool restricted{false};
    std::optional<PersonId> reporter{};
    std::vector<PersonId> hands{}; // who handled the case: they never make its call-back
    std::vector<Item> items{};

    bool operator==(const State&) const = default;
};

// The stream of a case's notices: another one than the case's own.
inline StreamId stream_of(CaseId id) {
    return StreamId{{id.bits.high, id.bits.low ^ 0x6e6f74696365ULL}};
}

// ---- commands

struct Owe { // by flow: the case as it stood at its event
    static constexpr std::string_view name = "notice/owe";
    CaseId case_id{};
    Code number{};
    Code grid{};
    bool restricted{false};
    std::optional<PersonId> reporter{};
    std::vector<PersonId> hands{};
    News kind{News::dispatched};
    Code way{};
    Code class_code{};
    Code unit{};
    Code about{};
    std::optional<TextRef> text{};
};
BOOST_DESCRIBE_STRUCT(Owe, (),
                      (case_id, number, grid, restricted, reporter, hands, kind, way, class_code, unit, about,
                       text))

struct Tell { // `told`, or a call_back reason of the playbook: no_answer, refused …
    static constexpr std::string_view name = "notice/tell";
    std::int64_t item{0};
    Code result{};
};
BOOST_DESCRIBE_STRUCT(Tell, (), (item, result))

struct Withdraw { // by flow: the case was reopened, an ending not yet told is none any more
    static constexpr std::string_view name = "notice/withdraw";
};
BOOST_DESCRIBE_STRUCT(Withdraw, (), ())

struct Restrict { // by flow: who may see the case's reporter has changed
    static constexpr std::string_view name = "notice/restrict";
    bool restricted{false};
};
BOOST_DESCRIBE_STRUCT(Restrict, (), (restricted))

using Command = std::variant<Owe, Tell, Withdraw, Restrict>;

// ---- events

struct Owed {
    static constexpr std::string_view name = "notice/owed.1";
    std::int64_t item{0};
    Owe owe{};
    Instant at{};
    std::optional<Instant> due{};
};
BOOST_DESCRIBE_STRUCT(Owed, (), (item, owe, at, due))

struct Told {
    static constexpr std::string_view name = "notice/told.1";
    std::int64_t item{0};
    PersonId by{};
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(Told, (), (item, by, at))

struct Tried { // nobody there: it stays owed
    static constexpr std::string_view name = "notice/tried.1";
    std::int64_t item{0};
    PersonId by{};
    Instant at{};
    Code result{};
};
BOOST_DESCRIBE_STRUCT(Tried, (), (item, by, at, result))

struct Skipped { // superseded, no_contact, told_before, withdrawn, or what the reporter said
    static constexpr std::string_view name = "notice/skipped.1";
    std::int64_t item{0};
    PersonId by{};
    Instant at{};
    Code reason{};
};
BOOST_DESCRIBE_STRUCT(Skipped, (), (item, by, at, reason))

struct Withdrawn {
    static constexpr std::string_view name = "notice/withdrawn.1";
    std::vector<std::int64_t> items{};
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(Withdrawn, (), (items, at))

struct Restricted {
    static constexpr std::string_view name = "notice/restricted.1";
    bool restricted{false};
};
BOOST_DESCRIBE_STRUCT(Restricted, (), (restricted))

using Event = std::variant<Owed, Told, Tried, Skipped, Withdrawn, Restricted>;

// ---- facts: all that decide may know of the world

struct Facts {
    Instant now{};
    StreamId stream{};
    PersonId actor{};
    std::optional<Instant> due{};
    bool contact_needed{false}; // the way needs a telephone or a door
    bool result_known{false};   // a call_back reason of the playbook
};

// ---- limits and names

// Whoever cannot be reached in three tries is left (Beijing's practice of 接诉即办, a proposal here).
constexpr std::int64_t tries_max = 3;
// Ways that need nobody: the reporter looks for themselves.
inline constexpr std::string_view way_link = "link";
inline constexpr std::string_view way_duty = "duty";
inline constexpr std::string_view result_told = "told";
inline constexpr std::string_view result_no_answer = "no_answer";
// The flows that owe and withdraw.
inline constexpr std::string_view notice_flow = "notice";
inline constexpr std::string_view emergency_flow = "emergency";

// ---- rule book

namespace rules {
inline constexpr Rule not_flow{"notice/not-flow", Kind::denied, "Only the house itself owes and withdraws"};
inline constexpr Rule not_teller{"notice/not-teller", Kind::denied,
                                 "Desk and liaison of the grid tell; the person on duty answers emergencies"};
inline constexpr Rule wrong_stream{"notice/wrong-stream", Kind::invalid,
                                   "Each case has one stream of notices"};
inline constexpr Rule nothing_owed{"notice/nothing-owed", Kind::conflict,
                                   "The reporter looks at the link; nobody has to be told"};
inline constexpr Rule missing{"notice/missing", Kind::missing, "There is no such notice"};
inline constexpr Rule settled{"notice/settled", Kind::conflict, "The notice was told or left already"};
inline constexpr Rule own_case{"notice/own-case", Kind::conflict,
                               "Who handled a case never makes its call-back"};
inline constexpr Rule unknown_result{"notice/unknown-result", Kind::invalid,
                                     "The result is told or a call-back reason of the playbook"};
} // namespace rules

} // namespace gezhi::notice
