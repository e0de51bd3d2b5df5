#pragma once
// How a request becomes a command of one case: its texts are sealed and its photos named on the way, and a
// case out of sight cannot be commanded. Shared by http_commands.cpp and http_side.cpp; private to the room.

#include "modules/casework/desk.hpp"
#include "modules/casework/wire_in.hpp"

#include <functional>

namespace gezhi::casework {

constexpr std::size_t bulk_max = 500;

namespace rules {
inline constexpr Rule bulk_size{"casework/bulk-size", Kind::invalid,
                                "A step for many has one to five hundred cases"};
inline constexpr Rule not_for_many{"casework/not-for-many", Kind::invalid, "This step is done case by case"};
inline constexpr Rule no_way_back{"casework/no-way-back", Kind::conflict, "This step cannot be taken back"};
inline constexpr Rule nothing_done{"casework/nothing-done", Kind::conflict,
                                   "Nothing was done to this case by that step for many"};
} // namespace rules

} // namespace gezhi::casework

namespace gezhi::casework::detail {

// One command on its way: where its texts are sealed and its photos named.
struct Making {
    const Desk& desk;
    CaseId id{};
    engine::Sides sides{};

    SealedText seal(std::string_view text, std::string_view kind) {
        return casework::seal(desk.door, id, trim(text), kind, sides);
    }

    std::optional<SealedText> seal(const wire::Words& text, std::string_view kind) {
        if (!text || trim(text->value).empty()) return std::nullopt;
        return seal(text->value, kind);
    }
};

// Reads the body of a request and makes the command; the same for one case and for many.
using Maker = std::function<Result<Command>(Making& making, std::string_view body)>;

struct Step {
    std::string name;
    const char* doc;
    Maker make;
};

std::vector<Step> usual_steps();
std::vector<Step> side_steps();

Result<SealedText> must_say(Making& making, std::string_view text, std::string_view kind);
Result<http::Response> answered(const Desk& desk, const http::Request& request, Making making,
                                Command command);
Result<CaseId> seen_case(const Desk& desk, const http::Request& request);
http::Route command_route(const std::string& command, const char* doc, http::Handler handler);

// A command with a body of the shape Given, made by `make(Making&, const Given&)`.
template <class Given, class Make>
Maker made_by(Make make) {
    return [make](Making& making, std::string_view body) -> Result<Command> {
        GEZHI_TRY(given, json::read<Given>(body));
        return make(making, given);
    };
}

// A command that only carries words: say, note.
template <class One>
Maker saying(std::string_view kind) {
    return [kind](Making& making, std::string_view body) -> Result<Command> {
        GEZHI_TRY(given, json::read<wire::Say>(body));
        GEZHI_TRY(text, must_say(making, given.text.value, kind));
        return Command(One{text});
    };
}

// A command without a body; an empty object is the same.
template <class One>
Maker plain() {
    return [](Making&, std::string_view body) -> Result<Command> {
        if (!trim(body).empty()) GEZHI_CHECK(json::read<wire::Nothing>(body));
        return Command(One{});
    };
}

} // namespace gezhi::casework::detail
