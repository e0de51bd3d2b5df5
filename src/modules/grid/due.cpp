#include "modules/grid/decide.hpp"

namespace gezhi::grid {

std::optional<Instant> due(const State& state) {
    std::optional<Instant> first;
    for (const auto& partition : state.partitions)
        if (partition.standing == Standing::adopted && (!first || partition.valid_from < *first))
            first = partition.valid_from;
    return first;
}

} // namespace gezhi::grid
