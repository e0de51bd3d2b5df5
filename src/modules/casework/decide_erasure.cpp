#include "modules/casework/decide.hpp"
#include "modules/casework/model_rules.hpp"

namespace gezhi::casework {

// An open case still needs what it is about, and who reported may object to an ended one for a while. The
// contact alone goes at any time when the consent to it was taken back or it was never right to have it.
Result<Events> decide(const State& state, const Erase& one, const Facts& facts) {
    GEZHI_CHECK(check_there(state));
    if (one.reason == EraseReason::again && facts.actor.kind != ActorKind::flow)
        return refuse(rules::not_permitted);
    if (one.contact_only && !state.reporter) return refuse(rules::no_contact_kept);
    const bool at_once = one.reason == EraseReason::again ||
                         (one.contact_only && (one.reason == EraseReason::consent_withdrawn ||
                                               one.reason == EraseReason::unlawful));
    if (open(state) && !at_once) return refuse(rules::erase_open);
    if (!open(state) && !at_once && state.object_until && facts.now < *state.object_until)
        return refuse(rules::erase_objection, {{"until", iso_date(civil(*state.object_until).date)}});
    const auto files = one.contact_only ? std::vector<FileId>{} : one.files;
    return Events{Erased{one.reason, one.contact_only, state.reporter, files, facts.actor.person, facts.now}};
}

} // namespace gezhi::casework
