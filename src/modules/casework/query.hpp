#pragma once
// Questions about cases, open to other rooms, pages and the routes: lists, counts, one case with its history,
// the clock explained. The only reader of this room's read tables. Every question takes the asking actor and
// answers with what that actor may see; a case out of sight and a case that is not there look the same.

#include "engine/engine.hpp"
#include "engine/vault.hpp"
#include "modules/casework/histories.hpp"
#include "modules/casework/model.hpp"
#include "modules/casework/model_rules.hpp"
#include "modules/casework/scope.hpp"
#include "modules/casework/view.hpp"
#include "modules/grid/query.hpp"
#include "modules/playbook/query.hpp"

#include <map>
#include <memory>

namespace gezhi::casework {

namespace rules {
inline constexpr Rule contact_hidden{"casework/contact-hidden", Kind::denied,
                                     "Only desk and liaison may see who reported"};
inline constexpr Rule unknown_purpose{"casework/unknown-purpose", Kind::invalid,
                                      "The playbook has no such purpose for looking at a contact"};
inline constexpr Rule too_many_readers{"casework/too-many-readers", Kind::unavailable,
                                       "As many feeds as the server keeps are open"};
inline constexpr Rule bad_cursor{"casework/bad-cursor", Kind::invalid, "The cursor is not one of ours"};
inline constexpr Rule bad_filter{"casework/bad-filter", Kind::invalid,
                                 "A filter of the list holds no such view, stage, code or number"};
} // namespace rules

enum class ListView : std::uint8_t { mine, soon, late, returned, similar, open, all };
BOOST_DESCRIBE_ENUM(ListView, mine, soon, late, returned, similar, open, all)

constexpr std::int64_t list_limit_default = 50;
constexpr std::int64_t list_limit_max = 200;

// 及时 and 真解决 are two questions: handed in within its limit, and what the reporter said.
enum class Outcome : std::uint8_t { any, judged, in_time, late, asked, solved, unsolved };
BOOST_DESCRIBE_ENUM(Outcome, any, judged, in_time, late, asked, solved, unsolved)

// What lists, boards and the search are narrowed to; an empty member narrows nothing. Days are the street's.
struct CaseFilter {
    Code grid{};
    Code unit{};
    Code class_code{};
    Code major{}; // the first two characters of the class
    std::optional<Channel> channel{};
    std::optional<PlaceId> place{};
    std::optional<Stage> stage{};
    std::optional<std::chrono::sys_days> reported_from{};
    std::optional<std::chrono::sys_days> reported_to{};
    std::optional<std::chrono::sys_days> closed_from{};
    std::optional<std::chrono::sys_days> closed_to{};
    Outcome outcome{Outcome::any};
    bool open_only{false};
    bool no_grid{false}; // those without, where a code cannot say it
    bool no_unit{false};
    bool no_class{false};

    bool operator==(const CaseFilter&) const = default;
};

struct ListQuestion {
    ListView view{ListView::open};
    CaseFilter filter{};
    Code number{}; // whole, or its last digits
    std::string cursor{};
    std::int64_t limit{list_limit_default};
    std::vector<CaseId> among{}; // of the view `similar`
};

// A case as lists show it, before words and names are put to its codes.
struct Listed {
    CaseRow row{};
    std::string text{}; // empty where the actor may not read words, and after erasure
    std::string address{};
    std::optional<geo::Point> at{};
    PlaceId place{}; // a known one; empty: none
};

// The clock as the row holds it, for reading.
std::optional<RunningClock> clock_of(const CaseRow& row);
Seen seen(const CaseRow& row);

struct Page {
    std::vector<Listed> items{};
    std::string next{}; // empty: that was all
};

class Board;

class Cases {
public:
    // All references outlive this. With a board, counts and lists of the past are read from memory.
    Cases(engine::Engine& engine, const engine::Vault& vault, std::shared_ptr<const Board> board = {})
        : engine_(engine), vault_(vault), board_(std::move(board)),
          histories_(std::make_shared<Histories>()) {}

    Result<Page> list(const Actor& actor, const ListQuestion& question) const;
    Result<std::map<std::string, std::int64_t>> counts(const Actor& actor,
                                                       const std::vector<CaseId>& twins) const;
    // The same, always from the table; the board is held against it.
    Result<std::map<std::string, std::int64_t>> counts_from_table(const Actor& actor,
                                                                  const std::vector<CaseId>& twins) const;
    // Those of the ids that the actor sees, in any order.
    Result<std::vector<Listed>> some(const Actor& actor, const std::vector<CaseId>& ids) const;
    Result<Listed> one(const Actor& actor, CaseId id) const;
    Result<void> must_see(const Actor& actor, CaseId id) const; // refuses as one() does
    Result<std::vector<Listed>> joined_to(const Actor& actor, CaseId lead) const;

    // Without an actor: for the holder of a number and its key, and for flows. Empty: unknown number.
    Result<std::optional<CaseId>> by_number(const Code& number) const;

    using Told = casework::Told;

    // The case as its events tell it, and the events. An unknown case has none.
    Result<Told> history(CaseId id) const;
    // The same for a case whose version is known, from memory where it was asked for before.
    Result<std::shared_ptr<const Told>> history(CaseId id, std::int64_t version) const;
    // Opened, by reference; what cannot be opened any more (erased) is left out.
    Result<std::map<TextRef, std::string>> texts(const std::vector<TextRef>& refs) const;

    // The sealed rows themselves, with their kinds.
    Result<std::vector<engine::TextRow>> text_rows(const std::vector<TextRef>& refs) const;

    struct Where {
        std::optional<geo::Point> at{};
        std::string address{};
        std::string source{};
    };

    Result<std::optional<Where>> where(CaseId id) const;
    // Whether the photo hangs on a case whose words the actor may read; for the route of files.
    // A voice tells who speaks: for whoever may know the reporter.
    Result<bool> hears(const Actor& actor, CaseId id) const;
    Result<bool> sees_photo(const Actor& actor, FileId file) const;

private:
    Result<std::vector<Listed>> listed(const Scope& scope, const std::string& rest,
                                       const sql::Session::Binds& binds) const;
    Result<Page> past(const Actor& actor, const ListQuestion& question) const;

    engine::Engine& engine_;
    const engine::Vault& vault_;
    std::shared_ptr<const Board> board_;
    std::shared_ptr<Histories> histories_;
};

// Where the cases lie, for what a new partition would move; the points are never shown one by one, and the
// number is there only for a matter of the public street.
struct CaseAt {
    geo::Point at{};
    bool open{true};
    Code number{};
    Instant reported_at{};
};

Result<std::vector<CaseAt>> places_of_cases(sql::Session& session, const engine::Vault& vault,
                                            const Code& subdistrict);

// Ids only, for flows: no actor asks.
Result<std::vector<CaseId>> joined_to(sql::Session& session, const Code& subdistrict, CaseId lead);
// How the reporter wants to be told: never changed after the report. Empty for an unknown case too.
Result<Code> notify_by(sql::Session& session, const Code& subdistrict, CaseId id);
// Open cases whose running clock has begun before `to` and falls due after `from`; without them: all.
Result<std::vector<CaseId>> with_running_clock(sql::Session& session, const Code& subdistrict,
                                               std::optional<Instant> from, std::optional<Instant> to);

} // namespace gezhi::casework
