#pragma once
// The memory view of who holds which posts, and who is on emergency duty: one snapshot, swapped after each
// commit. Any thread may ask. Promises that a closed account or a post outside its dates gives no right.

#include "modules/people/model.hpp"
#include "sql/session.hpp"

#include <memory>
#include <mutex>
#include <unordered_map>

namespace gezhi::people {

struct Holder {
    Code login{};
    Code language{};
    Standing standing{Standing::none};
    std::int64_t epoch{0};
    std::int64_t version{0};
    std::vector<Post> posts{};
    bool second_factor{false};
};

struct OnDuty {
    PersonId person{};
    std::optional<PersonId> deputy{};
};

class Rights {
public:
    struct Snapshot {
        std::unordered_map<PersonId, Holder> people{};
        std::vector<Shift> shifts{};

        const Holder* open(PersonId person) const; // null unless the account is open
        std::optional<OnDuty> on_duty(Instant now) const;
        // The actor with the posts held now; the person on emergency duty and the deputy hold that one too.
        Actor actor_of(PersonId person, Instant now) const;
        // Who holds the duty now, covering unit and grid (empty: any).
        std::vector<PersonId> holders(Duty duty, const Code& unit, const Code& grid, Instant now) const;
        // Posts, passwords, second factors and sessions of others: the security administrator's; while a
        // street has none, the administrator's.
        bool keeps_rights(const Actor& actor, Instant now) const;
    };

    std::shared_ptr<const Snapshot> snapshot() const;

    Actor actor_of(PersonId person, Instant now) const { return snapshot()->actor_of(person, now); }

    Result<void> load(sql::Session& session, const Code& subdistrict);
    void apply(const State& after);

private:
    void swap(std::shared_ptr<const Snapshot> next);

    mutable std::mutex mutex_;
    std::shared_ptr<const Snapshot> now_ = std::make_shared<const Snapshot>();
};

// Minutes since Monday 00:00 of the street's civil time.
std::int64_t minute_of_week(Instant at);

} // namespace gezhi::people
