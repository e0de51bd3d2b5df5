#pragma once
// The rule book: every refusal of this room, one object each, compared by address. Sentences live in locale/.

#include "base/error.hpp"

namespace gezhi::casework::rules {

// permit
inline constexpr Rule not_permitted{"casework/not-permitted", Kind::denied,
                                    "None of the posts held allows this step"};
inline constexpr Rule other_grid{"casework/other-grid", Kind::denied,
                                 "The post allows this step in another grid only"};
inline constexpr Rule other_unit{"casework/other-unit", Kind::denied,
                                 "The post allows this step for another unit's cases only"};

// any step
inline constexpr Rule no_such_case{"casework/no-such-case", Kind::missing,
                                   "There is no such case, or the actor may not see it"};
inline constexpr Rule exists{"casework/exists", Kind::conflict, "The case exists"};
inline constexpr Rule ended{"casework/ended", Kind::conflict, "The case has ended; only reopening is left"};
inline constexpr Rule wrong_stage{"casework/wrong-stage", Kind::conflict,
                                  "The case is at another stage than this step needs"};
inline constexpr Rule joined{"casework/joined", Kind::conflict,
                             "The case follows another one; the step belongs there"};
inline constexpr Rule held{"casework/held", Kind::conflict, "The case is held for a legal path"};

// playbook
inline constexpr Rule no_playbook{"casework/no-playbook", Kind::unavailable, "No playbook is adopted"};
inline constexpr Rule no_limit{"casework/no-limit", Kind::unavailable,
                               "The playbook lacks the limit this step needs"};
inline constexpr Rule unknown_class{"casework/unknown-class", Kind::invalid,
                                    "The catalogue has no such class"};
inline constexpr Rule unknown_condition{"casework/unknown-condition", Kind::invalid,
                                        "The class has no such filing condition"};
inline constexpr Rule unknown_unit{"casework/unknown-unit", Kind::invalid, "The playbook has no such unit"};
inline constexpr Rule unknown_reason{"casework/unknown-reason", Kind::invalid,
                                     "The playbook has no such reason for this step"};
inline constexpr Rule note_required{"casework/note-required", Kind::invalid, "This reason needs a line"};
inline constexpr Rule unknown_path{"casework/unknown-path", Kind::invalid,
                                   "The playbook has no such legal path"};
inline constexpr Rule unknown_closing{"casework/unknown-closing", Kind::invalid,
                                      "The class has no such closing condition"};
inline constexpr Rule closing_misfit{"casework/closing-misfit", Kind::invalid,
                                     "The closing condition belongs to another ending"};

// intake
inline constexpr Rule partition_moved{"casework/partition-moved", Kind::conflict,
                                      "The grids were drawn anew since the place was located"};
inline constexpr Rule unknown_way{"casework/unknown-way", Kind::invalid,
                                  "The playbook has no such way to tell the reporter"};
inline constexpr Rule contact_needed{"casework/contact-needed", Kind::invalid,
                                     "This way to be told needs a contact"};
inline constexpr Rule unknown_channel{"casework/unknown-channel", Kind::invalid,
                                      "The playbook has no such channel"};

// to a unit and back
inline constexpr Rule not_registered{"casework/not-registered", Kind::conflict,
                                     "A case is registered before it is dispatched"};
inline constexpr Rule with_unit{"casework/with-unit", Kind::conflict, "A unit has the case already"};
inline constexpr Rule return_bar{"casework/return-bar", Kind::conflict,
                                 "The unit gave it back to this person, who does not send it there again"};
inline constexpr Rule returned_before{"casework/returned-before", Kind::conflict,
                                      "A unit gives a case back once"};
inline constexpr Rule return_too_late{"casework/return-too-late", Kind::conflict,
                                      "The time to give the case back is over"};
inline constexpr Rule proposes_itself{"casework/proposes-itself", Kind::invalid,
                                      "A unit that gives back proposes another one"};
inline constexpr Rule photo_required{"casework/photo-required", Kind::invalid,
                                     "This class needs a photo of the result"};
inline constexpr Rule photo_unknown{"casework/photo-unknown", Kind::invalid,
                                    "A photo was not handed in, or belongs to another case"};
inline constexpr Rule voice_unknown{"casework/voice-unknown", Kind::invalid,
                                    "The voice message was not kept, or is another case's"};
inline constexpr Rule own_work{"casework/own-work", Kind::conflict,
                               "Who handed the work in neither checks, closes nor calls back"};

// ending
inline constexpr Rule party_unfinished{"casework/party-unfinished", Kind::conflict,
                                       "The unit that has the case has not handed in"};
inline constexpr Rule check_due{"casework/check-due", Kind::conflict, "The check is still due"};
inline constexpr Rule nothing_handed_in{"casework/nothing-handed-in", Kind::conflict,
                                        "Solved needs work that was handed in"};
inline constexpr Rule no_closing{"casework/no-closing", Kind::invalid, "Closing needs a closing condition"};
inline constexpr Rule not_ended{"casework/not-ended", Kind::conflict, "The case has not ended"};
inline constexpr Rule answered{"casework/answered", Kind::conflict, "The reporter has answered already"};
inline constexpr Rule nothing_to_answer{"casework/nothing-to-answer", Kind::conflict,
                                        "The question is asked after an ending, not after a declining"};
inline constexpr Rule objection_too_late{"casework/objection-too-late", Kind::conflict,
                                         "The time to object is over"};

// cluster
inline constexpr Rule own_lead{"casework/own-lead", Kind::invalid, "A case does not join itself"};
inline constexpr Rule lead_missing{"casework/lead-missing", Kind::invalid, "There is no such case to join"};
inline constexpr Rule lead_joined{"casework/lead-joined", Kind::conflict,
                                  "That case follows another one itself"};
inline constexpr Rule lead_ended{"casework/lead-ended", Kind::conflict, "That case has ended"};
inline constexpr Rule has_supporters{"casework/has-supporters", Kind::conflict,
                                     "Other cases follow this one; it does not join another"};
inline constexpr Rule not_joined{"casework/not-joined", Kind::conflict, "The case follows no other one"};

// words and visibility
inline constexpr Rule too_much_talk{"casework/too-much-talk", Kind::limit,
                                    "So many messages are a meeting, not a case"};
inline constexpr Rule same_visibility{"casework/same-visibility", Kind::conflict,
                                      "The case has this visibility already"};
inline constexpr Rule reason_required{"casework/reason-required", Kind::invalid,
                                      "Making a case more visible needs a reason"};
inline constexpr Rule below_class{"casework/below-class", Kind::invalid,
                                  "More visible than its class allows needs a line of reason"};

// legal path
inline constexpr Rule hold_until{"casework/hold-until", Kind::invalid,
                                 "A hold ends after now and within the playbook's longest suspension"};
inline constexpr Rule not_held{"casework/not-held", Kind::conflict, "The case is not held"};

// more time and rest
inline constexpr Rule suspended{"casework/suspended", Kind::conflict, "The case is suspended"};
inline constexpr Rule request_open{"casework/request-open", Kind::conflict,
                                   "The unit has asked already and waits for the approvals"};
inline constexpr Rule no_request{"casework/no-request", Kind::conflict, "Nothing was asked for"};
inline constexpr Rule ask_too_late{"casework/ask-too-late", Kind::conflict,
                                   "After the due moment nothing is asked for or granted"};
inline constexpr Rule extensions_used{"casework/extensions-used", Kind::conflict,
                                      "The case was extended as often as the playbook allows"};
inline constexpr Rule suspensions_used{"casework/suspensions-used", Kind::conflict,
                                       "The case was suspended as often as the playbook allows"};
inline constexpr Rule suspension_until{
    "casework/suspension-until", Kind::invalid,
    "A suspension ends after now and within the playbook's longest suspension"};
inline constexpr Rule own_request{"casework/own-request", Kind::conflict,
                                  "Who asked or approved does not approve"};

// supervision and appeal
inline constexpr Rule supervised{"casework/supervised", Kind::conflict, "The case is supervised already"};
inline constexpr Rule not_late{"casework/not-late", Kind::conflict, "The handling was not late"};
inline constexpr Rule appealed{"casework/appealed", Kind::conflict, "A case is appealed once"};
inline constexpr Rule appeal_too_late{"casework/appeal-too-late", Kind::conflict,
                                      "The time to appeal is over"};
inline constexpr Rule no_appeal{"casework/no-appeal", Kind::conflict, "There is no open appeal"};
inline constexpr Rule own_appeal{"casework/own-appeal", Kind::conflict,
                                 "Who appealed, handled or reviewed does not review"};

// children
inline constexpr Rule child_open{"casework/child-open", Kind::conflict,
                                 "A part that was split off is still open"};
inline constexpr Rule no_such_child{"casework/no-such-child", Kind::missing, "No such part was split off"};
inline constexpr Rule too_many_children{"casework/too-many-children", Kind::limit,
                                        "So many parts are a project, not a case"};
inline constexpr Rule ask_parent{"casework/ask-parent", Kind::conflict,
                                 "A part is opened again from the case it was split off from"};
inline constexpr Rule is_child{"casework/is-child", Kind::conflict, "A part follows no other case"};

// on the spot, neighbours
inline constexpr Rule not_on_spot{"casework/not-on-spot", Kind::invalid,
                                  "Matters of this class are not settled on the spot"};
inline constexpr Rule neighbours_may_object{"casework/neighbours-may-object", Kind::conflict,
                                            "The neighbours may still object"};

// clock
inline constexpr Rule not_due{"casework/not-due", Kind::conflict, "Nothing is due"};
inline constexpr Rule no_clock{"casework/no-clock", Kind::conflict, "No clock runs"};
inline constexpr Rule erased{"casework/erased", Kind::conflict,
                             "The words, pictures and exact place of the case were erased"};
inline constexpr Rule erase_open{"casework/erase-open", Kind::conflict,
                                 "The case is open: what it is about is still needed"};
inline constexpr Rule erase_objection{"casework/erase-objection", Kind::conflict,
                                      "Who reported may still object to the ending"};
inline constexpr Rule no_contact_kept{"casework/no-contact-kept", Kind::conflict,
                                      "No name or telephone number is kept with the case"};

} // namespace gezhi::casework::rules
