#include "flows/flows.hpp"

namespace gezhi::flows {

std::vector<engine::Flow> all(const Rooms& rooms) {
    return {cluster(rooms),   split(rooms),    notice(rooms), emergency(rooms),
            calendar(rooms), pictures(rooms), erasure(rooms)};
}

} // namespace gezhi::flows
