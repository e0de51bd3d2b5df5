#pragma once
// A story file: what people do in a street, line by line, and what must come of it. A street worker can write
// one. Unknown words, members and people are faults, never skipped.
//
//   start 2026-11-23 09:00                     the first line, once
//   person li desk                             also: person wang handler unit=chengguan, … grid=310105006-G1
//   as li casework.send_on {"case":"c1", …}    must be done; `as resident`, `as reporter`, `as setup` too
//   refused wang casework.close {"case":"c1", …} casework/party-unfinished
//   then casework.dispatched {"case":"c1","unit":"police"}   came of the last line that did something, in
//   order never casework.warned {"case":"c1"}        has not happened at all case c1
//   {"stage":"handling","clock_due":"2026-11-23 14:00"}   the read row, column by column after 2 work_days
//   minutes, hours, days, work_days; each due moment on its way at 2026-11-27 14:00 the same, to a moment

#include "support/street.hpp"

#include <string>
#include <vector>

namespace gezhi::support {

struct StoryLine {
    std::size_t number{0};
    std::string word{};
    std::vector<std::string> arguments{}; // before the JSON
    std::string json{};                   // "{}" when none stands there
    std::string rule{};                   // after it
    std::string text{};                   // the whole line, for messages
};

struct Story {
    std::string name{};
    Instant start{};
    std::map<std::string, Actor> people{};
    std::vector<StoryLine> lines{};
    std::vector<std::string> faults{}; // what could not be understood
};

Story parse_story(const std::string& name, const std::string& text);
Story read_story(const std::string& path);
// Every *.story below src/modules.
std::vector<std::string> story_files();

// Runs the lines; what did not come true is said, line by line. A command or the clock that a broken
// statement stopped is asked again, as a client would.
std::vector<std::string> run_story(const Story& story, Street& street);

} // namespace gezhi::support
