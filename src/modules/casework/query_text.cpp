#include "modules/casework/query_text.hpp"

#include <bit>

namespace gezhi::casework {

namespace {

using Binds = sql::Session::Binds;

constexpr std::string_view with_desk = "c.stage IN ('reported', 'verified', 'accepted', 'registered')";
constexpr std::size_t whole_number_length = 14; // shorter ones are the end of a number
constexpr std::size_t among_max = 512;

// 该我办: what waits for an act of one of the actor's posts. Joined cases wait for their lead.
std::string mine(const Actor& actor, Binds& binds) {
    std::string text;
    const auto add = [&](std::string part) { text += (text.empty() ? "" : " OR ") + ("(" + part + ")"); };
    for (std::size_t i = 0; i < actor.posts.size(); ++i) {
        const auto& post = actor.posts[i];
        const auto equal = [&](const char* name, const Code& value) {
            if (value.empty()) return std::string();
            const auto parameter = std::string("my_") + name + number(i);
            binds.emplace_back(parameter, value);
            return std::string(" AND c.") + name + " = :" + parameter;
        };
        switch (post.duty) {
        case Duty::desk:
        case Duty::liaison:
            add("(" + std::string(with_desk) + " OR c.stage = 'answering')" + equal("grid", post.grid));
            break;
        case Duty::grid_leader:
            add("(" + std::string(with_desk) + " OR c.side IN ('late_escalated', 'rework'))" +
                equal("grid", post.grid));
            break;
        case Duty::handler:
            if (!post.unit.empty())
                add("c.stage IN ('dispatched', 'handling')" + equal("unit", post.unit) +
                    equal("grid", post.grid));
            break;
        case Duty::checker:
            add("c.stage = 'checking'" + equal("grid", post.grid));
            break;
        case Duty::duty_officer:
            add("c.emergency <> '' AND " + std::string(with_desk));
            break;
        case Duty::legal_officer:
            add("c.legal_path <> ''");
            break;
        case Duty::administrator:
        case Duty::auditor:
        case Duty::security_administrator:
        case Duty::data_officer:
            break;
        }
    }
    return text.empty() ? "1 = 0" : "c.open = 1 AND c.joined_to = '' AND (" + text + ")";
}

std::string among(const std::vector<CaseId>& ids, Binds& binds) {
    if (ids.empty()) return "1 = 0";
    // Padded to few lengths, so that few texts are prepared.
    const auto n = std::min(std::bit_ceil(ids.size()), among_max);
    for (std::size_t i = 0; i < n; ++i)
        binds.emplace_back("tw" + number(i), ids[std::min(i, ids.size() - 1)]);
    return "c.open = 1 AND c.id IN (" + sql::placeholders("tw", n) + ")";
}

std::string view_text(ListView view, const Actor& actor, const std::vector<CaseId>& twins, Binds& binds) {
    switch (view) {
    case ListView::mine:
        return mine(actor, binds);
    case ListView::soon:
        return "c.open = 1 AND c.clock_stopped IS NULL AND c.clock_soon <= :now AND c.clock_due > :now";
    case ListView::late:
        return "c.open = 1 AND c.clock_stopped IS NULL AND c.clock_due <= :now";
    case ListView::returned:
        return "c.open = 1 AND c.returns > 0 AND " + std::string(with_desk);
    case ListView::similar:
        return among(twins, binds);
    case ListView::open:
        return "c.open = 1";
    case ListView::all:
        return "1 = 1";
    }
    return "1 = 0";
}

void days(std::string_view column, const std::optional<std::chrono::sys_days>& from,
          const std::optional<std::chrono::sys_days>& to, ListText& text) {
    const auto name = std::string(column);
    if (from) {
        text.where += " AND c." + name + " >= :" + name + "_from";
        text.binds.emplace_back(name + "_from", midnight(std::chrono::year_month_day(*from)));
    }
    if (to) { // included
        text.where += " AND c." + name + " < :" + name + "_to";
        text.binds.emplace_back(name + "_to",
                                midnight(std::chrono::year_month_day(*to + std::chrono::days(1))));
    }
}

std::string_view outcome_text(Outcome outcome) {
    switch (outcome) {
    case Outcome::any:
        return "";
    case Outcome::judged:
        return " AND c.closed_at IS NOT NULL AND c.clock_kind = 'handling'";
    case Outcome::in_time:
        return " AND c.closed_at IS NOT NULL AND c.clock_kind = 'handling' AND c.handled_late = 0";
    case Outcome::late:
        return " AND c.closed_at IS NOT NULL AND c.clock_kind = 'handling' AND c.handled_late = 1";
    case Outcome::asked:
        return " AND c.closed_at IS NOT NULL AND c.answered IS NOT NULL";
    case Outcome::solved:
        return " AND c.closed_at IS NOT NULL AND c.answered = 1";
    case Outcome::unsolved:
        return " AND c.closed_at IS NOT NULL AND c.answered = 0";
    }
    return "";
}

void narrow(const CaseFilter& filter, ListText& text) {
    const auto equal = [&](const char* name, const Code& value) {
        if (value.empty()) return;
        text.where += std::string(" AND c.") + name + " = :f_" + name;
        text.binds.emplace_back(std::string("f_") + name, value);
    };
    equal("grid", filter.grid);
    equal("unit", filter.unit);
    equal("class_code", filter.class_code);
    if (filter.open_only) text.where += " AND c.open = 1";
    if (filter.no_grid) text.where += " AND c.grid = ''";
    if (filter.no_unit) text.where += " AND c.unit = ''";
    if (filter.no_class) text.where += " AND c.class_code = ''";
    if (!filter.major.empty()) {
        text.where += " AND substr(c.class_code, 1, 2) = :f_major";
        text.binds.emplace_back("f_major", filter.major);
    }
    if (filter.channel) {
        text.where += " AND c.channel = :f_channel";
        text.binds.emplace_back("f_channel", *filter.channel);
    }
    if (filter.place) {
        const std::string known =
            "EXISTS (SELECT 1 FROM known_place_of k WHERE k.subdistrict = c.subdistrict AND k.stream = c.id";
        if (filter.place->empty()) {
            text.where += " AND NOT " + known + ")";
        } else {
            text.where += " AND " + known + " AND k.place = :f_place)";
            text.binds.emplace_back("f_place", *filter.place);
        }
    }
    if (filter.stage) {
        text.where += " AND c.stage = :f_stage";
        text.binds.emplace_back("f_stage", *filter.stage);
    }
    days("reported_at", filter.reported_from, filter.reported_to, text);
    days("closed_at", filter.closed_from, filter.closed_to, text);
    text.where += outcome_text(filter.outcome);
}

void filters(const ListQuestion& question, ListText& text) {
    narrow(question.filter, text);
    if (question.number.empty()) return;
    if (question.number.value.size() >= whole_number_length) {
        text.where += " AND c.number = :f_number";
        text.binds.emplace_back("f_number", question.number);
        return;
    }
    text.where += " AND substr(c.number, length(c.number) - :f_length) = :f_number";
    text.binds.emplace_back("f_length", static_cast<std::int64_t>(question.number.value.size()) - 1);
    text.binds.emplace_back("f_number", question.number);
}

// What is reported last stands first in `all`; every other view is ordered by time left.
bool by_time(ListView view) {
    return view == ListView::all;
}

Result<void> after_cursor(const ListQuestion& question, ListText& text) {
    if (question.cursor.empty()) return {};
    GEZHI_TRY(id, cursor_id(question.cursor));
    text.binds.emplace_back("cu_id", id);
    if (by_time(question.view)) {
        text.where += " AND c.id < :cu_id";
        return {};
    }
    const auto urgency = parse_number(std::string_view(question.cursor).substr(0, question.cursor.find('.')));
    text.where += " AND (c.urgency > :cu_at OR (c.urgency = :cu_at AND c.id > :cu_id))";
    text.binds.emplace_back("cu_at", *urgency);
    return {};
}

void need_now(ListText& text, Instant now) {
    if (contains(text.where, ":now")) text.binds.emplace_back("now", now);
}

} // namespace

Result<CaseId> cursor_id(const std::string& cursor) {
    if (cursor.empty()) return CaseId{};
    const auto dot = cursor.find('.');
    const auto urgency = parse_number(std::string_view(cursor).substr(0, dot));
    const auto id =
        dot == std::string::npos ? std::nullopt : CaseId::parse(std::string_view(cursor).substr(dot + 1));
    if (!urgency || !id) return refuse(rules::bad_cursor);
    return *id;
}

std::string cursor_after(ListView view, const CaseRow& last) {
    return number(by_time(view) ? 0 : last.urgency) + "." + last.id.text();
}

Result<ListText> list_text(const Actor& actor, const Scope& scope, const ListQuestion& question,
                           Instant now) {
    ListText text;
    text.where = "AND " + view_text(question.view, actor, question.among, text.binds) + " AND " +
                 scope.where("c", text.binds);
    filters(question, text);
    GEZHI_CHECK(after_cursor(question, text));
    text.where +=
        by_time(question.view) ? " ORDER BY c.id DESC LIMIT :n" : " ORDER BY c.urgency, c.id LIMIT :n";
    text.binds.emplace_back("n", question.limit + 1);
    need_now(text, now);
    return text;
}

ListText counts_text(const Actor& actor, const Scope& scope, const std::vector<CaseId>& twins, Instant now) {
    ListText text;
    for (const auto view : counted_views)
        text.where +=
            (text.where.empty() ? "SELECT " : ", ") +
            ("CAST(count(*) FILTER (WHERE " + view_text(view, actor, twins, text.binds) + ") AS BIGINT)");
    text.where +=
        " FROM {case_row} c WHERE c.subdistrict = :s AND c.open = 1 AND " + scope.where("c", text.binds);
    need_now(text, now);
    return text;
}

} // namespace gezhi::casework
