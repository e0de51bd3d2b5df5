#pragma once

// The picture process itself: one question on standard input, one answer on standard output, then its end.
// Has no path, no network, no other descriptor; whatever happens to it, the server stands.

namespace gezhi::files {

// Exit codes of the process.
constexpr int child_done = 0;     // an answer was given, a refusal too
constexpr int child_no_walls = 3; // limits or libraries did not come up; nothing was read

int answer_one();

} // namespace gezhi::files
