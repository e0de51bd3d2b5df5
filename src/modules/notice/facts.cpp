#include "calendar/clock.hpp"
#include "modules/notice/notice.hpp"

namespace gezhi::notice {

namespace {

// first contact (先行联系) with who reported; an emergency is answered at once.
std::string_view limit_name(News kind) {
    return kind == News::duty ? "emergency" : "first_contact";
}

std::optional<Instant> due_of(const playbook::Rulebook& book, News kind, Instant now) {
    for (const auto& one : book.index.playbook().limits.hotline) {
        if (one.id != limit_name(kind)) continue;
        const auto limit = calendar::parse_limit(one.limit);
        return limit ? calendar::compute(book.calendar, now, *limit).due : std::nullopt;
    }
    return std::nullopt;
}

bool needs_contact(const playbook::Rulebook& book, const Code& way) {
    for (const auto& one : book.index.playbook().notice.ways)
        if (one.id == way.value) return one.needs_contact;
    return false;
}

bool call_back_reason(const playbook::Rulebook& book, const Code& result) {
    for (const auto& one : book.index.playbook().reasons.reasons)
        if (one.kind == "call_back" && one.code == result.value) return true;
    return false;
}

} // namespace

Result<Facts> NoticeRoom::facts(engine::Inside& inside, const Actor& actor, const State&,
                                const Command& command) {
    const auto book = books_->current();
    Facts facts;
    facts.now = inside.now();
    facts.stream = inside.stream();
    facts.actor = actor.person;
    if (const auto* owe = std::get_if<Owe>(&command)) {
        facts.due = due_of(*book, owe->kind, facts.now);
        facts.contact_needed = needs_contact(*book, owe->way);
    }
    if (const auto* tell = std::get_if<Tell>(&command))
        facts.result_known = call_back_reason(*book, tell->result);
    return facts;
}

} // namespace gezhi::notice
