#pragma once
// What the routes of this room share: the wiring with its questions and its door, and the small readings that
// every handler makes of a request. Private to the room.

#include "http/router.hpp"
#include "modules/casework/ask.hpp"
#include "modules/casework/casework.hpp"
#include "modules/casework/http.hpp"
#include "modules/casework/shape.hpp"

namespace gezhi::casework::detail {

inline constexpr std::string_view without = "-"; // in an address: those that have none

struct Desk {
    explicit Desk(Wiring given);

    Wiring wiring;
    Cases cases;
    Door door;

    Shape shape(const http::Request& request) const { return shape(http::language(request)); }

    Shape shape(text::Language language) const;

    Instant now() const { return wiring.engine.clock().now(); }
};

using Shared = std::shared_ptr<const Desk>;

Result<CaseId> case_in_path(const http::Request& request);

// The file of a case, in parts.

struct Words { // every text of a case that the reader may read
    std::map<TextRef, std::string> texts{};

    std::string of(const SealedText& text) const;
    std::optional<std::string> of(const std::optional<SealedText>& text) const;
};

Result<Words> words_of(const Desk& desk, const Cases::Told& told, const Actor& actor, bool readable);
Result<std::vector<wire::TimelineEntry>> timeline(const Desk& desk, const Cases::Told& told,
                                                  const Words& words, const Shape& shape);
Result<wire::ClockExplanation> explain_clock(const Shape& shape, const State& state);
std::optional<wire::Suggestion> suggestion(const Shape& shape, const State& state, const std::string& text);

// What stands beside the stage: requests, supervision, appeal, parts.
Result<wire::Beside> beside(const Desk& desk, const Actor& actor, const State& state, const Shape& shape);

// Who looks at which case.
struct Look {
    const Actor& actor;
    const State& state;
    const std::vector<wire::Similar>& similar;
    const std::optional<wire::Suggestion>& proposed;
};

// Every command with what the room says to it now, by its own permit and decide.
Result<std::vector<wire::Action>> actions(const Desk& desk, const Look& look, const Shape& shape);

Result<http::Response> file(const Desk& desk, const http::Request& request);

void add_list_routes(const Shared& desk, http::Routes& routes);
void add_intake_routes(const Shared& desk, http::Routes& routes);
void add_command_routes(const Shared& desk, http::Routes& routes);
void add_side_routes(const Shared& desk, http::Routes& routes);
void add_bulk_routes(const Shared& desk, http::Routes& routes);
void add_privacy_routes(const Shared& desk, http::Routes& routes);
// Of a list, a board or a search.
Result<CaseFilter> filter_of(const http::Request& request);
// Of a list, with its view, limit and cursor.
Result<ListQuestion> question_of(const http::Request& request);

void add_board_routes(const Shared& desk, http::Routes& routes);
void add_saved_routes(const Shared& desk, http::Routes& routes);
void add_feed_route(const Shared& desk, http::Routes& routes);
// What each route takes and answers, for the OpenAPI document.
void describe(http::Routes& routes);

} // namespace gezhi::casework::detail
