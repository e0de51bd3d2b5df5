#pragma once
// Log lines on standard error: one line of key=value each. Promises no personal data: a path is given as its
// route's pattern, since a follow link holds a key. Never waits for the disk: when the lines come too fast
// the oldest are dropped.

#include "http/options.hpp"

namespace gezhi::apps {

void start_log_lines();
void stop_log_lines(); // writes out what is waiting
void log_answered(const http::Answered& one, std::string_view pattern);
void log_fault(std::string_view id, std::string_view what);
void log_note(std::string_view what, std::string_view value);

} // namespace gezhi::apps
