#include "modules/casework/erase.hpp"

#include "modules/casework/casework.hpp"
#include "modules/people/query.hpp"

namespace gezhi::casework {

namespace {

constexpr int tries_max = 5;

void person_goes(const State& state, engine::Sides& sides) {
    if (state.reporter) sides.erase(people::PersonRow{*state.reporter, {}, {}, {}, {}});
}

Result<void> texts_go(const Door& door, CaseId id, engine::Sides& sides) {
    GEZHI_TRY(refs, door.engine.database().read([&](sql::Session& session) {
        return session.texts("SELECT ref FROM side_text WHERE subdistrict = :s AND subject = :j",
                             {{"s", door.engine.subdistrict()}, {"j", id.text()}});
    }));
    for (const auto& ref : refs)
        if (const auto known = TextRef::parse(ref)) sides.erase(engine::TextRow{*known, {}, {}, {}, {}});
    return {};
}

} // namespace

Result<engine::Task> erasure(const Door& door, const Actor& actor, CaseId id, const ErasureGiven& given) {
    const auto stream = id_as<StreamId>(id);
    GEZHI_TRY(folded, door.engine.state(door.room, stream));
    const auto& state = *static_cast<const State*>(folded.get());
    Erase made{given.reason, given.contact_only, {}};
    engine::Sides sides;
    person_goes(state, sides);
    if (!given.contact_only) {
        GEZHI_CHECK(texts_go(door, id, sides));
        sides.erase(engine::PlaceOfRow{stream, {}});
        sides.erase(engine::KnownPlaceRow{stream, {}});
        if (door.files != nullptr) {
            GEZHI_TRY(files, door.files->of_stream(stream));
            GEZHI_CHECK(door.files->forget(sides, files));
            made.files = files;
        }
    }
    auto task = command(door, actor, id, std::move(made));
    task.sides = std::move(sides);
    task.if_version = state.version;
    return task;
}

Result<engine::Receipt> erase(const Door& door, const Actor& actor, CaseId id, const ErasureGiven& given) {
    Result<engine::Receipt> answer = refuse(engine::rules::stale);
    for (int i = 0; i < tries_max && !answer && answer.error().rule == &engine::rules::stale; ++i) {
        GEZHI_TRY(task, erasure(door, actor, id, given));
        task.id =
            engine::command_id(door.engine.subdistrict(), actor, door.engine.mint().id<CommandId>().text());
        answer = door.engine.ask_and_wait(std::move(task));
    }
    return answer;
}

} // namespace gezhi::casework
