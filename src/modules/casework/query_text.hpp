#pragma once
// The texts of lists and counts: views as conditions over the read row, filters, order and cursors. One text
// for both databases. Scope stands in every one of them.

#include "modules/casework/query.hpp"

#include <array>

namespace gezhi::casework {

struct ListText {
    std::string where{}; // of a list; for counts the whole statement
    sql::Session::Binds binds{};
};

// `all` is not counted: it is as long as the street's history.
inline constexpr std::array<ListView, 6> counted_views{ListView::mine,     ListView::soon,    ListView::late,
                                                       ListView::returned, ListView::similar, ListView::open};

Result<ListText> list_text(const Actor& actor, const Scope& scope, const ListQuestion& question, Instant now);
ListText counts_text(const Actor& actor, const Scope& scope, const std::vector<CaseId>& twins, Instant now);
// That c follows the case :lead. Asked aside, where the index of followers covers it: asked of c itself,
// SQLite (3.40, without statistics) walks every case of the street.
inline constexpr std::string_view follows_text =
    "c.id IN (SELECT f.id FROM {case_row} f WHERE f.subdistrict = :s AND f.joined_to = :lead "
    "AND f.joined_to <> '')";

Result<CaseId> cursor_id(const std::string& cursor); // empty for an empty one
std::string cursor_after(ListView view, const CaseRow& last);

} // namespace gezhi::casework
