#pragma once
// Runs another program to its end: pg_dump and pg_restore. Its arguments are never read by a shell; a
// password goes by its environment, where no list of processes shows it.

#include "base/error.hpp"

#include <map>
#include <string>
#include <vector>

namespace gezhi::apps {

namespace rules {
inline constexpr Rule program_failed{"apps/program-failed", Kind::unavailable,
                                     "A program that this one needs is missing or ended with a fault"};
} // namespace rules

// What it wrote to standard output; its last words in the refusal's parameters.
Result<std::string> run_program(const std::vector<std::string>& words,
                                const std::map<std::string, std::string>& environment = {});

} // namespace gezhi::apps
