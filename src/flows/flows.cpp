#include "flows/flows.hpp"

namespace gezhi::flows {

std::vector<engine::Flow> all(const Rooms& rooms) {
    return {cluster(rooms), notice(rooms), emergency(rooms), calendar(rooms), erasure(rooms)};
}

} // namespace gezhi::flows
