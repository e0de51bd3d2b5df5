#pragma once
// The street simulator: seeded random people live some weeks in a street on a fake clock, while statements
// fail, the process restarts, requests come twice and the clock jumps over holidays. After every tick the
// promises are checked (honest.hpp); then, with all faults off, every case must reach an end. The same seed
// gives the same log on both databases. Found in TigerBeetle's VOPR and FoundationDB's simulation; written
// for a street.

#include "apps/house.hpp"

#include <functional>

namespace gezhi::apps::sim {

struct Settings {
    std::uint64_t seed{1};
    std::int64_t ticks{150};
    std::string home{};     // of the program: locale/, playbook/
    std::string demo{};     // ground of the street
    std::string folder{};   // for the data
    std::string database{}; // URL
};

struct Outcome {
    std::int64_t ticks{0};
    std::int64_t taken{0};
    std::int64_t refused{0};
    std::int64_t faults{0};
    std::int64_t restarts{0};
    std::int64_t repeats{0};
    std::int64_t cases{0};
    std::int64_t ended{0};
    std::int64_t events{0};
    std::string head{};              // hash of the last event
    std::vector<std::string> broken; // promises; empty: all kept
};
BOOST_DESCRIBE_STRUCT(Outcome, (),
                      (ticks, taken, refused, faults, restarts, repeats, cases, ended, events, head, broken))

Result<Outcome> simulate(const Settings& settings);

} // namespace gezhi::apps::sim
