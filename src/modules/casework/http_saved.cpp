// Saved filters of the list, shared by whoever holds the same post.

#include "modules/casework/desk.hpp"
#include "modules/casework/saved_filters.hpp"
#include "modules/casework/wire_saved.hpp"

#include <algorithm>

namespace gezhi::casework::detail {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

namespace {

constexpr std::array<std::string_view, 15> filter_names{
    "view", "grid",    "unit",          "class",       "major",       "channel",   "place", "stage",
    "open", "outcome", "reported_from", "reported_to", "closed_from", "closed_to", "number"};

// What is kept must open a list later on: only filters of the list, each with a value that it takes.
Result<void> check_query(std::string_view text) {
    auto pairs = http::parse_pairs(text, filter_names.size());
    const Error wrong{&rules::filter_query, {}, {{"/query", std::string(rules::filter_query.code)}}};
    if (!pairs || pairs->empty()) return refuse(wrong);
    for (const auto& [name, value] : *pairs)
        if (std::find(filter_names.begin(), filter_names.end(), name) == filter_names.end())
            return refuse(wrong);
    Request asked;
    asked.query = std::move(*pairs);
    GEZHI_CHECK(question_of(asked));
    return {};
}

Result<Response> saved_filters(const Desk& desk, const Request& request) {
    const auto actor = people::actor(request);
    GEZHI_TRY(rows, SavedFilters(desk.wiring.engine).list(actor));
    wire::SavedFilters shown;
    for (const auto& row : rows)
        shown.items.push_back({row.id, row.name, row.query, row.duty, wire::given(row.unit),
                               wire::given(row.grid), row.saved_by == actor.person});
    return http::json_response(json::write(shown));
}

Result<Response> save_filter(const Desk& desk, const Request& request) {
    GEZHI_TRY(given, json::read<wire::SaveFilter>(request.body));
    GEZHI_CHECK(check_query(given.query.value));
    GEZHI_TRY(id, SavedFilters(desk.wiring.engine)
                      .save(people::actor(request),
                            {given.post.value_or(PostId{}), given.name.value, given.query.value}));
    return http::json_response(json::write(wire::SavedId{id}), 201);
}

Result<Response> drop_filter(const Desk& desk, const Request& request) {
    const auto id = SavedFilterId::parse(request.parameter("id"));
    if (!id) return refuse(rules::no_such_filter);
    GEZHI_CHECK(SavedFilters(desk.wiring.engine).drop(people::actor(request), *id));
    return Response{.status = 204};
}

} // namespace

void add_saved_routes(const Shared& desk, http::Routes& routes) {
    const auto add = [&](Method method, const char* pattern, const char* name, const char* doc, auto function,
                         json::Shape body, json::Shape answer) {
        http::Route route{
            method, pattern,
            name,   Access::signed_in,
            doc,    http::Handler([desk, function](const Request& r) { return function(*desk, r); })};
        route.body = body;
        route.answer = answer;
        routes.push_back(std::move(route));
    };
    add(Method::get, "/api/v1/filters", "casework.filters", "Filters that the reader's posts keep",
        saved_filters, nullptr, json::shape<wire::SavedFilters>);
    add(Method::post, "/api/v1/filters", "casework.save_filter", "Keeps a filter of the list for a post",
        save_filter, json::shape<wire::SaveFilter>, json::shape<wire::SavedId>);
    add(Method::del, "/api/v1/filters/{id}", "casework.drop_filter", "Drops a filter of one's post",
        drop_filter, nullptr, nullptr);
}

} // namespace gezhi::casework::detail
