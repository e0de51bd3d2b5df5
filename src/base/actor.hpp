#pragma once
// Who acts: the pure word for it. What a person may do follows from the posts held (duty × unit × grid),
// resolved before a command reaches decide; permit tables ask here, decide never does.

#include "base/code.hpp"
#include "base/id.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace gezhi {

enum class ActorKind : std::uint8_t {
    anonymous, // a resident without account, before there is a case
    reporter,  // the holder of a case's follow key; may touch that one case
    person,    // a signed-in account
    clock,     // a due moment
    flow       // a hand-over between rooms
};

enum class Duty : std::uint8_t {
    desk,          // city-operations desk 城运中心: triage, dispatch, close
    liaison,       // grid liaison 网格联络员: as desk within the grid
    grid_leader,   // 网格长 (and deputy)
    handler,       // a department's or property's worker on its unit's cases
    checker,       // 核查员: checks after handling
    duty_officer,  // the person on emergency duty this hour
    legal_officer, // the one named officer for legal paths
    administrator, // 系统管理员: accounts, playbook, partition
    auditor,       // 审计管理员: reads everything's trail, changes nothing
    security_administrator, // 安全管理员: posts, second factors, sessions of others
    data_officer            // 个人信息保护岗: erasure, export, who saw whom
};

struct PostHeld {
    PostId id{};
    Duty duty{Duty::handler};
    Code unit{}; // empty: not bound to a unit
    Code grid{}; // empty: the whole subdistrict

    bool operator==(const PostHeld&) const = default;
};

struct Actor {
    ActorKind kind{ActorKind::anonymous};
    PersonId person{};
    PostId acting_post{};
    std::vector<PostHeld> posts{};
    Code flow{};

    bool has(Duty duty) const {
        return std::any_of(posts.begin(), posts.end(), [&](const auto& post) { return post.duty == duty; });
    }

    // Whether some post with this duty covers the unit and the grid; an empty unit or grid asked for is
    // covered by any.
    bool covers(Duty duty, const Code& unit, const Code& grid) const {
        return std::any_of(posts.begin(), posts.end(), [&](const auto& post) {
            return post.duty == duty && (post.unit.empty() || unit.empty() || post.unit == unit) &&
                   (post.grid.empty() || grid.empty() || post.grid == grid);
        });
    }

    // As it stands in the log's column `actor`.
    std::string text() const {
        switch (kind) {
        case ActorKind::anonymous:
            return "anonymous";
        case ActorKind::reporter:
            return "reporter";
        case ActorKind::person:
            return "person:" + person.text();
        case ActorKind::clock:
            return "clock";
        case ActorKind::flow:
            return "flow:" + flow.value;
        }
        return {};
    }
};

} // namespace gezhi
