#pragma once
// The picture process itself: one question on standard input, one answer on standard output, then its end.
// Promises that nothing is read before its walls stand: limits of processor, memory and files, no descriptor
// but the two pipes, and a filter of system calls (seccomp). Never has a path, a network or another program;
// whatever happens to it, the server stands.

#include <string_view>

namespace gezhi::files {

inline constexpr std::string_view program_name = "gezhi-picture";

// Exit codes of the process.
constexpr int child_done = 0;     // an answer was given, a refusal too
constexpr int child_no_walls = 3; // limits or libraries did not come up; nothing was read

int answer_one();

// Before anything is read. False: the walls do not stand, and nothing may be decoded.
bool shut_limits();
// After the libraries have loaded what they load.
bool shut_calls();

} // namespace gezhi::files
