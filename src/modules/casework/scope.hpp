#pragma once
// Who sees which case: the duties of an actor as clauses over visibility, grid and unit. One set of clauses
// gives both the SQL that stands in the WHERE of every read and the answer in memory (feed, similar cases),
// so that list, file, counts and feed never disagree. No clause, no case.

#include "base/actor.hpp"
#include "modules/casework/state.hpp"
#include "sql/session.hpp"

#include <string>
#include <vector>

namespace gezhi::casework {

// What a clause looks at; every member is also a column of the read row.
struct Seen {
    Visibility visibility{Visibility::public_};
    Code grid{};
    Code unit{};
    bool emergency{false};
    bool referred{false}; // to a legal path
    bool classed{true};   // not yet: nobody has said what it is, so it is not everybody's
};

Seen seen(const State& state);

class Scope {
public:
    static Scope of(const Actor& actor);

    bool sees(const Seen& one) const;
    // The auditor reads the trail of restricted cases, not their words.
    bool reads_words(const Seen& one) const;

    bool empty() const { return clauses_.empty(); }

    enum class Reach : std::uint8_t { public_only, not_restricted, restricted_only, all };

    struct Clause {
        Reach reach{Reach::public_only};
        Code grid{}; // empty: any
        Code unit{};
        bool emergency{false}; // only those
        bool referred{false};
        bool words{true};

        bool operator==(const Clause&) const = default;
    };

    // For who keeps cases in columns of its own (board.hpp): one of them must hold.
    const std::vector<Clause>& clauses() const { return clauses_; }

    // A condition over the columns of case_row, named by `alias`; adds its parameters. `words`: of the cases
    // whose words may be read.
    std::string where(std::string_view alias, sql::Session::Binds& binds, bool words = false) const;

private:
    void add(Clause clause);
    static bool holds(const Clause& clause, const Seen& one);

    std::vector<Clause> clauses_;
};

// May the actor see who reported (masked, and in clear with a purpose): desk and liaison where the case is.
bool sees_reporter(const Actor& actor, const Seen& one);

} // namespace gezhi::casework
