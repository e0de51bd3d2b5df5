#pragma once
// The state of one case (案件): a fold of its events and nothing else. Exact places, people and texts are
// references; the sealed rows stand in the side tables. `version` 0 means that there is no such case.

#include "modules/casework/state_parts.hpp"

#include <algorithm>

namespace gezhi::casework {

struct State {
    std::int64_t version{0};
    CaseId id{};
    Code number{};
    std::int64_t serial{0}; // of its day
    Stage stage{Stage::none};
    Channel channel{Channel::resident_web};
    Visibility visibility{Visibility::public_};
    Visibility class_visibility{Visibility::public_}; // the least its class allows
    std::optional<PersonId> reporter{};               // the subject in `person`, when contact was given
    SealedText text{};
    Code grid{};      // comprehensive grid of its day; empty outside the subdistrict
    Code partition{}; // the partition version that said so
    Digest position_commitment{};
    Code emergency{}; // group of the emergency gate, empty for none
    Code class_code{};
    Code condition{};         // filing condition 立案条件
    bool reclassified{false}; // class or condition put right since a unit had it: another limit
    Code unit{};              // the one accountable unit; empty while the desk has it
    Code route{};             // why this unit: reason of the routing rule, or `chosen`
    PersonId dispatched_by{};
    std::optional<Instant> return_until{}; // the unit may give it back until then
    Instant reported_at{};
    std::optional<Instant> seen_at{};

    std::optional<RunningClock> clock{};    // of the present stage; stopped when it rests or the case ended
    std::optional<RunningClock> handling{}; // the handling clock, put aside while another one runs
    std::optional<Hold> hold{};
    std::optional<Request> request{}; // open: neither granted, refused nor lapsed
    std::int64_t extensions{0};       // granted; refused ones do not count
    std::optional<Suspension> suspension{};
    std::int64_t suspensions{0};
    std::optional<Supervision> supervision{}; // the last one
    std::optional<Appeal> appeal{};           // once for each case
    std::int64_t escalated{0};                // how often a clock ran late
    bool ever_late{false};

    std::vector<Return> returns{};
    std::vector<Bar> bars{};
    std::vector<Talk> talk{};
    std::vector<Written> notes{};
    std::vector<FileId> evidence_before{};
    std::optional<FileId> voice{};
    std::vector<FileId> evidence_after{};
    std::optional<SealedText> handled_text{}; // of the last handing in
    std::optional<SealedText> result_text{};  // of the ending: what the reporter reads
    std::vector<PersonId> hands{};            // who handed in; they never check, close or call back
    bool handled_late{false};
    bool rework{false};
    std::int64_t reworks{0}; // checks that failed
    std::int64_t reopened{0};

    std::optional<Ending> ending{};
    Code closing_condition{};
    Code decline_reason{};
    std::optional<Instant> closed_at{};
    std::optional<Instant> object_until{};
    std::optional<bool> answered{}; // the reporter's word: solved or not
    std::int64_t objections{0};

    std::optional<CaseId> parent{};
    std::vector<Child> children{};
    bool on_spot{false};                       // put right where it was found
    bool comes_first{false};                   // 急难愁盼; why is in the vault
    std::optional<Instant> neighbours_until{}; // it does not end before, so that neighbours may object
    Stage joined_at{Stage::none};              // where it goes on when it is taken out again

    std::optional<CaseId> joined_to{}; // a pointer, not a container: its own clock rests
    std::int64_t supporters{0};        // cases that point here
    Code legal_path{};
    bool may_be_called{false};
    Code notify_by{}; // link, call, door, paper

    std::optional<Instant> contact_erased_at{}; // who reported is not known any more
    std::optional<Instant> erased_at{};         // nor words, pictures and exact place

    bool operator==(const State&) const = default;
};

inline bool open(const State& state) {
    return state.stage != Stage::none && state.stage != Stage::closed && state.stage != Stage::declined;
}

// With a unit, not yet handed in: an unfinished party.
inline bool with_unit(const State& state) {
    return state.stage == Stage::dispatched || state.stage == Stage::handling;
}

// Watched by somebody who waits for the unit.
inline bool supervised(const State& state) {
    return state.supervision && !state.supervision->met;
}

inline bool has_open_child(const State& state) {
    return std::any_of(state.children.begin(), state.children.end(),
                       [](const Child& one) { return one.open; });
}

// The lateness stands for ever; the statistic leaves it out.
inline bool exempt(const State& state) {
    return state.appeal && state.appeal->granted == true;
}

// Not yet sent to a unit, or given back by one.
inline bool at_desk(const State& state) {
    return state.stage == Stage::reported || state.stage == Stage::verified ||
           state.stage == Stage::accepted || state.stage == Stage::registered;
}

} // namespace gezhi::casework
