#pragma once
// Retention as clock work: what the playbook says has been kept long enough goes, every hour and a piece at a
// time; the same question without doing it is the dry run. Every erasure is an event of its case; lines of
// the access record just go.

#include "apps/house.hpp"
#include "modules/casework/retention.hpp"

namespace gezhi::apps {

constexpr std::int64_t retained_at_once = 500;

struct RetentionPlan {
    std::vector<casework::OverTime> cases{}; // at most retained_at_once
    std::int64_t access_lines{0};
};

// What would go now. Reads only.
Result<RetentionPlan> retention_plan(House& house);
// Lets it go; says how many cases and lines. What the room refuses is left for the next time.
Result<std::int64_t> retain(House& house);

} // namespace gezhi::apps
