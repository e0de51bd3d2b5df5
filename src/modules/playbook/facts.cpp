#include "modules/playbook/playbook.hpp"

namespace gezhi::playbook {

Result<Facts> PlaybookRoom::facts(engine::Inside& inside, const Actor&, const State&, const Command&) {
    return Facts{inside.now(), inside.stream()};
}

} // namespace gezhi::playbook
