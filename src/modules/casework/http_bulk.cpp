// One step for many cases: n commands with ids `<bulk id>/<n>`, each with its own answer, never all or
// nothing. The same door and rules as for one. Undo sends the compensating commands and says which it could
// not.

#include "engine/log.hpp"
#include "modules/casework/http_making.hpp"
#include "modules/casework/try_out.hpp"

#include <algorithm>

namespace gezhi::casework::detail {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

namespace {

// The reason of the playbook when an ending is taken back.
constexpr std::string_view mistake = "closed_by_mistake";
constexpr std::string_view taken_back = "taken_back";

struct Bulk {
    const Desk& desk;
    const Request& request;
    const wire::BulkGiven& given;
    const Actor actor;

    CommandId id_of(std::string_view what, std::size_t n) const {
        return engine::command_id(desk.wiring.engine.subdistrict(), actor,
                                  given.id.value + std::string(what) + number(n));
    }
};

wire::BulkRow row_of(const Bulk& bulk, std::size_t n) {
    wire::BulkRow row;
    row.id = bulk.given.cases[n];
    if (const auto listed = bulk.desk.cases.one(bulk.actor, row.id)) row.number = listed->row.number;
    return row;
}

void answer(wire::BulkRow& row, const Bulk& bulk, const Result<void>& outcome) {
    row.done = outcome.has_value();
    if (!outcome) row.problem = bulk.desk.shape(bulk.request).problem(outcome.error());
}

Result<Maker> maker_of(const Code& command) {
    for (const auto& steps : {usual_steps(), side_steps()})
        for (const auto& step : steps)
            if (step.name == command.value && command.value != "hand_in") return step.make;
    return refuse(rules::not_for_many, {{"command", command.value}},
                  {{"/command", std::string(rules::not_for_many.code)}});
}

Result<void> check_size(const wire::BulkGiven& given) {
    if (given.cases.empty() || given.cases.size() > bulk_max)
        return refuse(rules::bulk_size, {{"max", number(bulk_max)}},
                      {{"/cases", std::string(rules::bulk_size.code)}});
    return {};
}

// ---- do

Result<void> judge(const Bulk& bulk, CaseId id, Command command) {
    GEZHI_TRY(told, bulk.desk.cases.history(id));
    GEZHI_TRY(answers, try_out(bulk.desk.wiring.engine, bulk.desk.wiring.room.room(),
                               {bulk.actor, told.state}, {std::move(command)}));
    return std::move(answers.front());
}

Result<void> send(const Bulk& bulk, engine::Task task) {
    task.room = &bulk.desk.wiring.room;
    task.actor = bulk.actor;
    task.fingerprint = engine::fingerprint(bulk.request.path + "\n" + task.stream.text() + "\n" +
                                           json::write(bulk.given.fields));
    GEZHI_CHECK(bulk.desk.wiring.engine.ask_and_wait(std::move(task)));
    return {};
}

Result<void> one(const Bulk& bulk, const Maker& make, std::size_t n) {
    const auto id = bulk.given.cases[n];
    GEZHI_CHECK(bulk.desk.cases.must_see(bulk.actor, id));
    Making making{bulk.desk, id, {}};
    GEZHI_TRY(command, make(making, json::write(bulk.given.fields)));
    if (bulk.given.preview.value_or(false)) return judge(bulk, id, std::move(command));
    engine::Task task;
    task.stream = id_as<StreamId>(id);
    task.id = bulk.id_of("/", n);
    task.command = std::move(command);
    task.sides = std::move(making.sides);
    return send(bulk, std::move(task));
}

Response shown(std::vector<wire::BulkRow> rows) {
    wire::BulkDone done;
    for (const auto& row : rows) ++(row.done ? done.done : done.refused);
    done.rows = std::move(rows);
    return http::json_response(json::write(done));
}

Result<Response> run(const Desk& desk, const Request& request) {
    GEZHI_TRY(given, json::read<wire::BulkGiven>(request.body));
    GEZHI_CHECK(check_size(given));
    GEZHI_TRY(make, maker_of(given.command));
    const Bulk bulk{desk, request, given, people::actor(request)};
    std::vector<wire::BulkRow> rows;
    for (std::size_t n = 0; n < given.cases.size(); ++n) {
        rows.push_back(row_of(bulk, n));
        answer(rows.back(), bulk, one(bulk, make, n));
    }
    return shown(std::move(rows));
}

// ---- undo

// The case as it stood before the command of the bulk, and its version afterwards.
struct Before {
    State state{};
    std::int64_t version{0};
};

Result<std::optional<Before>> before(const Bulk& bulk, std::size_t n) {
    auto& engine = bulk.desk.wiring.engine;
    GEZHI_TRY(written, engine.database().read([&](sql::Session& session) {
        return engine::log::of_commands(session, engine.subdistrict(), {bulk.id_of("/", n)});
    }));
    if (written.empty()) return std::optional<Before>{};
    GEZHI_TRY(told, bulk.desk.cases.history(bulk.given.cases[n]));
    Before found;
    for (const auto& event : written) found.version = std::max(found.version, event.version);
    for (const auto& moment : told.moments)
        if (moment.stored.seq < written.front().seq)
            found.state = Casework::evolve(std::move(found.state), moment.event);
    return std::optional(std::move(found));
}

// What takes a step back; most cannot be taken back, and that is said.
Result<Command> compensation(const Code& command, const State& before) {
    const auto& name = command.value;
    if (name == "send_on" || name == "dispatch") return Command(Recall{});
    if (name == "join") return Command(Leave{});
    if (name == "leave" && before.joined_to) return Command(Join{*before.joined_to});
    if (name == "hold") return Command(Resume{});
    if (name == "close" || name == "decline" || name == "refer")
        return Command(Reopen{Code{std::string(mistake)}, {}});
    if (name == "set_visibility")
        return Command(SetVisibility{before.visibility, Code{std::string(taken_back)}, {}});
    return refuse(rules::no_way_back);
}

Result<void> back(const Bulk& bulk, std::size_t n) {
    GEZHI_CHECK(bulk.desk.cases.must_see(bulk.actor, bulk.given.cases[n]));
    GEZHI_TRY(found, before(bulk, n));
    if (!found) return refuse(rules::nothing_done);
    GEZHI_TRY(command, compensation(bulk.given.command, found->state));
    engine::Task task;
    task.stream = id_as<StreamId>(bulk.given.cases[n]);
    task.id = bulk.id_of("/undo/", n);
    task.command = std::move(command);
    // Only while nobody has gone on with it.
    task.if_version = found->version;
    return send(bulk, std::move(task));
}

Result<Response> undo(const Desk& desk, const Request& request) {
    GEZHI_TRY(given, json::read<wire::BulkGiven>(request.body));
    GEZHI_CHECK(check_size(given));
    const Bulk bulk{desk, request, given, people::actor(request)};
    std::vector<wire::BulkRow> rows;
    for (std::size_t n = 0; n < given.cases.size(); ++n) {
        rows.push_back(row_of(bulk, n));
        answer(rows.back(), bulk, back(bulk, n));
    }
    return shown(std::move(rows));
}

} // namespace

void add_bulk_routes(const Shared& desk, http::Routes& routes) {
    routes.push_back({Method::post, "/api/v1/cases/bulk", "casework.bulk", Access::signed_in,
                      "One step for many cases, or its preview; each case has its own answer",
                      http::Handler([desk](const Request& request) { return run(*desk, request); })});
    routes.push_back({Method::post, "/api/v1/cases/bulk/undo", "casework.bulk_undo", Access::signed_in,
                      "Takes back what a step for many has done, and says where it could not",
                      http::Handler([desk](const Request& request) { return undo(*desk, request); })});
}

} // namespace gezhi::casework::detail
