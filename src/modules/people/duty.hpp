#pragma once
// The names of the duties as they stand in events, rows and on the wire. Described here once for every room;
// nothing else.

#include "base/actor.hpp"

#include <boost/describe.hpp>

namespace gezhi {

BOOST_DESCRIBE_ENUM(Duty, desk, liaison, grid_leader, handler, checker, duty_officer, legal_officer,
                    administrator, auditor, security_administrator, data_officer)

} // namespace gezhi
