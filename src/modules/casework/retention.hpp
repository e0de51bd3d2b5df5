#pragma once
// What has been kept long enough: contacts and contents of ended cases, by the years of the playbook
// (retention.json). Only says which; erase.hpp does it. A year that the playbook does not set keeps for ever.

#include "modules/casework/ask.hpp"

namespace gezhi::casework {

struct OverTime {
    CaseId id{};
    Code number{};
    Instant closed_at{};
    bool contact_only{false};
};

// The moments before which what ended goes; nothing: never.
struct RetentionCut {
    std::optional<Instant> contact{};
    std::optional<Instant> content{};
};

RetentionCut retention_cut(const playbook::Retention& retention, Instant now);

// Oldest first; one line for a case, the whole of it before its contact alone. At most `limit`.
Result<std::vector<OverTime>> over_time(sql::Session& session, const Code& subdistrict,
                                        const RetentionCut& cut, std::int64_t limit);

} // namespace gezhi::casework
