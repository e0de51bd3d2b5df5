// What happened, in order: each event as the page tells it, with the words of people where the reader may
// read them.

#include "modules/casework/desk.hpp"
#include "modules/casework/event_text.hpp"

namespace gezhi::casework::detail {

namespace {

// Fills the entry's parameters.
struct Tell {
    const Shape& shape;
    wire::EventParams& params;

    void unit(const Code& code) {
        params.unit = wire::given(code);
        params.unit_name = wire::given(shape.unit(code));
    }

    void matter(const Code& code, const Code& condition) {
        params.class_code = wire::given(code);
        params.class_name = wire::given(shape.matter(code));
        params.condition_text = wire::given(shape.condition(code, condition));
    }

    void reason(std::string_view kind, const Code& code) {
        params.reason = wire::given(code);
        params.reason_name = wire::given(shape.reason(kind, code));
    }

    void path(const Code& code) { params.path_name = wire::given(shape.path(code)); }

    void clock(const ClockStart& clock) {
        params.limit = calendar::short_form(clock.limit);
        params.due_at = clock.due;
    }

    void operator()(const Reported& event) {
        params.channel = event.report.channel;
        params.external_number = event.report.external_number;
        matter(event.report.class_code, {});
    }

    void operator()(const Verified&) {}

    void operator()(const Accepted&) {}

    void operator()(const Declined& event) {
        reason("decline", event.reason);
        path(event.path);
    }

    void operator()(const Registered& event) { matter(event.class_code, event.condition); }

    void operator()(const Dispatched& event) {
        unit(event.unit);
        params.reason = wire::given(event.reason);
        params.reason_name = wire::given(shape.route_reason(event.reason.value));
        clock(event.clock);
    }

    void operator()(const Acknowledged&) {}

    void operator()(const Returned& event) {
        unit(event.from_unit);
        reason("return", event.reason);
        params.proposed_unit = wire::given(event.proposed_unit);
        params.proposed_unit_name = wire::given(shape.unit(event.proposed_unit));
    }

    void operator()(const HandedIn&) {}

    void operator()(const Checked& event) { params.passed = event.passed; }

    void operator()(const Closed& event) {
        params.ending = event.ending;
        params.condition_text = wire::given(shape.condition({}, event.condition));
    }

    void operator()(const Answered& event) { params.solved = event.solved; }

    void operator()(const Objected&) {}

    void operator()(const Reopened& event) {
        reason("reopen", event.reason);
        clock(event.clock);
    }

    void operator()(const Joined& event) { params.other_case = event.lead; }

    void operator()(const Left& event) { params.other_case = event.lead; }

    void operator()(const SupporterCounted& event) { params.other_case = event.joined; }

    void operator()(const SupporterDropped& event) { params.other_case = event.left; }

    void operator()(const Said&) {}

    void operator()(const Noted&) {}

    void operator()(const VisibilitySet& event) {
        params.visibility = visibility_id(event.visibility);
        params.reason = wire::given(event.reason);
    }

    void operator()(const Referred& event) { path(event.path); }

    void operator()(const Held& event) { path(event.path); }

    void operator()(const Resumed& event) { clock(event.clock); }

    void operator()(const Warned& event) {
        params.level = event.level;
        params.escalated_to = wire::given(event.escalated_to);
    }

    void operator()(const Recomputed& event) {
        params.old_due_at = event.old_due;
        clock(event.clock);
    }

    void operator()(const Erased& event) {
        params.reason = Code{std::string(json::enum_name(event.reason))};
        params.contact_only = event.contact_only;
    }

    void operator()(const ExtensionAsked& event) { reason("extend", event.reason); }

    void operator()(const SuspensionAsked& event) {
        reason("suspend", event.reason);
        params.until = event.until;
    }

    void operator()(const RequestApproved&) {}

    void operator()(const Extended& event) { clock(event.clock); }

    void operator()(const Suspended& event) {
        reason("suspend", event.reason);
        params.until = event.until;
    }

    void operator()(const RequestRefused&) {}

    void operator()(const Recalled& event) { unit(event.from_unit); }

    void operator()(const Supervised& event) { params.until = event.until; }

    void operator()(const SupervisionMissed& event) { params.until = event.until; }

    void operator()(const Appealed& event) { reason("appeal", event.reason); }

    void operator()(const SplitOff& event) {
        params.other_case = event.child;
        matter(event.class_code, {});
    }

    void operator()(const ChildEnded& event) { params.other_case = event.child; }

    void operator()(const ChildReopened& event) {
        params.other_case = event.child;
        reason("reopen", event.reason);
    }

    void operator()(const FixedOnSpot&) {}

    void operator()(const AppealReviewed& event) {
        params.passed = event.granted;
        params.decided = event.decided;
    }
};

// casework/handed_in.1 → handed_in
std::string short_name(std::string_view name) {
    const auto slash = name.find('/');
    const auto dot = name.rfind('.');
    return std::string(name.substr(slash + 1, dot - slash - 1));
}

std::optional<PersonId> person_in(std::string_view actor) {
    constexpr std::string_view mark = "person:";
    if (!actor.starts_with(mark)) return std::nullopt;
    return PersonId::parse(actor.substr(mark.size()));
}

} // namespace

std::string Words::of(const SealedText& text) const {
    const auto found = texts.find(text.ref);
    return found == texts.end() ? std::string() : found->second;
}

std::optional<std::string> Words::of(const std::optional<SealedText>& text) const {
    return text ? wire::given(of(*text)) : std::nullopt;
}

// The words of a referral are for the one named officer.
Result<Words> words_of(const Desk& desk, const Cases::Told& told, const Actor& actor, bool readable) {
    Words words;
    if (!readable) return words;
    std::vector<TextRef> refs;
    for (const auto& moment : told.moments) {
        if (for_the_officer(moment.event) && !actor.has(Duty::legal_officer)) continue;
        if (const auto text = text_of(moment.event)) refs.push_back(text->ref);
    }
    GEZHI_TRY(texts, desk.cases.texts(refs));
    words.texts = std::move(texts);
    return words;
}

Result<std::vector<wire::TimelineEntry>> timeline(const Desk& desk, const Cases::Told& told,
                                                  const Words& words, const Shape& shape) {
    std::vector<PersonId> people;
    for (const auto& moment : told.moments)
        if (const auto person = person_in(moment.stored.actor)) people.push_back(*person);
    GEZHI_TRY(cards, desk.wiring.persons.staff(people));
    std::vector<wire::TimelineEntry> entries;
    for (const auto& [stored, event] : told.moments) {
        wire::TimelineEntry entry;
        entry.seq = stored.seq;
        entry.version = stored.version;
        entry.at = stored.at;
        entry.event = short_name(stored.name);
        entry.by.kind = stored.actor.substr(0, stored.actor.find(':'));
        if (const auto person = person_in(stored.actor)) {
            entry.by.name = wire::given(cards[*person].name);
            entry.by.post = wire::given(cards[*person].title);
        }
        std::visit(Tell{shape, entry.params}, event);
        entry.text = words.of(text_of(event));
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace gezhi::casework::detail
