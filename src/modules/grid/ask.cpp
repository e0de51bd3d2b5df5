#include "modules/grid/ask.hpp"

#include "json/json.hpp"
#include "modules/grid/drawing.hpp"
#include "modules/grid/ground.hpp"

#include <cmath>

namespace gezhi::grid {

namespace {

// The same place of the same street is the same stream, whenever its folder is brought.
PlaceId place_id(const Code& subdistrict, const Code& code) {
    Actor nobody;
    return id_as<PlaceId>(engine::command_id(subdistrict, nobody, "grid/place/" + code.value));
}

Actor operator_at_the_machine() {
    Actor actor;
    actor.kind = ActorKind::flow;
    actor.flow = Code{std::string(setup_flow)};
    return actor;
}

} // namespace

engine::Task task_of(engine::Engine& engine, engine::Room& room, Actor actor, StreamId stream,
                     Command command, std::string_view key) {
    engine::Task task;
    task.room = &room;
    task.stream = stream;
    task.actor = std::move(actor);
    task.id = engine::command_id(engine.subdistrict(), task.actor, key);
    task.fingerprint = engine::fingerprint(json::write(command, json::Style::stored));
    task.command = std::move(command);
    return task;
}

// The key holds the content, so that a changed folder is another command and not a repeated one.
std::vector<engine::Task> import_tasks(engine::Engine& engine, engine::Room& room, const Folder& folder) {
    std::vector<engine::Task> tasks;
    const auto add = [&](StreamId stream, const Command& command) {
        const auto key = "import/" + number(engine::fingerprint(json::write(command, json::Style::stored)));
        tasks.push_back(task_of(engine, room, operator_at_the_machine(), stream, command, key));
    };
    add(ground_stream, ImportGround{folder.attribution, folder.features});
    add(partition_stream, Adopt{folder.rules(), folder.grids.note, folder.grids.to_be_confirmed, {}});
    for (const auto& place : folder.places)
        add(id_as<StreamId>(place_id(engine.subdistrict(), place.code)), AddPlace{place});
    return tasks;
}

Result<geo::Proof> check_folder(const Folder& folder, Reading reading) {
    return prove(folder.features, reading == Reading::published ? folder.grids.published : folder.rules());
}

Result<Located> locate_in(const Folder& folder, geo::Point at) {
    GEZHI_TRY(proof, check_folder(folder, Reading::settled));
    Drawn drawn;
    Partition partition;
    partition.standing = Standing::in_force;
    partition.areas = areas_of(proof);
    drawn.features = folder.features;
    drawn.partitions.push_back(std::move(partition));
    drawn.settle();
    return locate_on(drawn, at);
}

} // namespace gezhi::grid
