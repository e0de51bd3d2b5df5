#pragma once
// From a data folder, empty or not, to an opened house that is ready to work: writes gezhi.toml, makes the
// demo or the first administrator. Promises that a start which was interrupted half-way never passes for a
// whole one, and that a demo's accounts never come into a street that is none.

#include "apps/setup.hpp"

#include <functional>

namespace gezhi::apps {

// The settings as they stand, turned into what the house wants.
Result<HouseSettings> house_settings(const Settings& settings);

using Say = std::function<void(std::string_view what, std::int64_t done, std::int64_t of)>;

// A line on a terminal that counts up; one line for each step where there is no terminal.
void say_progress(std::string_view what, std::int64_t done, std::int64_t of);

// Longer ago there is no calendar of the town.
constexpr std::int64_t demo_weeks_max = 106;
constexpr std::int64_t demo_weeks = 53; // a year, and the week that is not over

struct BeginOptions {
    bool empty{false};
    Code administrator{"admin"}; // login of the first one of an empty street
    Say say{};
    std::int64_t weeks{demo_weeks}; // that the demo's story lasts, up to now
    bool story{true};               // of a demo; false: its people and ground only
};

struct Begun {
    std::unique_ptr<House> house{};
    std::optional<FirstAdministrator> first{};
    std::vector<people::wire::DemoAccount> accounts{}; // of a demo street
};

Result<Begun> begin(const Settings& settings, const BeginOptions& options, Clock& clock);

} // namespace gezhi::apps
