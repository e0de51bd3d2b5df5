#include "modules/grid/decide.hpp"

namespace gezhi::grid {

namespace {

struct Evolve {
    State& state;

    void operator()(const GroundImported& one) const {
        state.attribution = one.attribution;
        state.origin = one.origin;
        state.features = one.features;
    }

    void operator()(const RulesDrafted& one) const {
        state.draft = Partition{};
        state.draft->rules = one.rules;
        state.draft->note = one.note;
    }

    void operator()(const DraftChecked& one) const {
        if (!state.draft) return;
        state.draft->standing = Standing::checked;
        state.draft->finding = one.finding;
    }

    void operator()(const PartitionAdopted& one) const {
        auto adopted = state.draft.value_or(Partition{});
        adopted.version = one.version;
        adopted.standing = Standing::adopted;
        adopted.areas = one.areas;
        adopted.note = one.note;
        adopted.to_be_confirmed = one.to_be_confirmed;
        adopted.by = one.by;
        adopted.adopted_at = one.at;
        adopted.valid_from = one.valid_from;
        state.draft.reset();
        state.partitions.push_back(std::move(adopted));
    }

    void operator()(const PartitionTookEffect& one) const {
        for (auto& partition : state.partitions) {
            if (partition.version == one.version) {
                partition.standing = Standing::in_force;
                continue;
            }
            if (partition.standing != Standing::in_force) continue;
            partition.standing = Standing::superseded;
            partition.valid_until = one.at;
        }
    }

    void operator()(const PlaceAdded& one) const {
        state.id = one.id;
        state.place = one.place;
        state.serial = one.serial;
    }

    void operator()(const PlaceEdited& one) const { state.place = one.place; }

    void operator()(const PlaceRetired&) const { state.retired = true; }
};

} // namespace

State evolve(State state, const Event& event) {
    ++state.version;
    std::visit(Evolve{state}, event);
    return state;
}

} // namespace gezhi::grid
