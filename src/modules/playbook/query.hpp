#pragma once
// The playbook in force, open to every room: one immutable snapshot of rules and calendar, swapped after each
// commit; any thread may ask. Cases keep the version they were judged by, so earlier snapshots stay
// askable while the process lives. Before anything is adopted the snapshot is empty and its version too.

#include "base/code.hpp"
#include "calendar/calendar.hpp"
#include "modules/playbook/index.hpp"

#include <map>
#include <memory>
#include <mutex>

namespace gezhi::playbook {

struct Rulebook {
    Code version{};          // of the rules: "1", "2" …, as events and cases name it
    Code calendar_version{}; // of the calendar: grows with each imported year or suspension
    PlaybookIndex index{Playbook{}};
    calendar::Calendar calendar{};
};

class Books {
public:
    std::shared_ptr<const Rulebook> current() const {
        const std::scoped_lock lock(mutex_);
        return current_;
    }

    // Null when this process has not seen that version.
    std::shared_ptr<const Rulebook> of(const Code& version) const {
        const std::scoped_lock lock(mutex_);
        const auto found = by_version_.find(version);
        return found == by_version_.end() ? nullptr : found->second;
    }

    void put(std::shared_ptr<const Rulebook> next) {
        const std::scoped_lock lock(mutex_);
        by_version_[next->version] = next;
        current_ = std::move(next);
    }

private:
    mutable std::mutex mutex_;
    std::shared_ptr<const Rulebook> current_ = std::make_shared<const Rulebook>();
    std::map<Code, std::shared_ptr<const Rulebook>> by_version_;
};

} // namespace gezhi::playbook
