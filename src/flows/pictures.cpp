// The photos of a case follow it: with its end the time of the originals begins to run, with its reopening it
// stops, and what is public is hidden when the case is public no more or was erased. A class that was put
// right is seen by the page itself, which asks the case each time.

#include "flows/pictures.hpp"

#include "flows/moment.hpp"

namespace gezhi::flows {

namespace {

using Answers = std::vector<engine::FlowCommand>;

struct Following {
    Rooms rooms;

    Answers send(CaseId id, files::AlbumCommand command) const {
        return {{&rooms.files, files::album_of(id), std::any(std::move(command)), {}}};
    }

    // As it stands; most cases never have one.
    Result<files::Album> album(sql::Session& session, CaseId id) const {
        GEZHI_TRY(events, engine::log::of_streams(session, rooms.subdistrict, {files::album_of(id)}));
        auto held = rooms.files.empty();
        for (const auto& one : events) {
            GEZHI_TRY(folded, rooms.files.fold(held, one.name, one.body));
            held = std::move(folded);
        }
        return *static_cast<const files::Album*>(held.get());
    }

    Result<Answers> ended(const casework::State& state) const {
        auto before = state.evidence_before; // and the voice, which goes when they go
        if (state.voice) before.push_back(*state.voice);
        if (before.empty() && state.evidence_after.empty()) return Answers{};
        return send(state.id, files::LetGo{state.id, std::move(before), state.evidence_after});
    }

    Result<Answers> operator()(const engine::Event& event, sql::Session& session) const {
        const auto id = case_of(event);
        if (event.name == casework::Closed::name || event.name == casework::Declined::name) {
            GEZHI_TRY(moment, moment_of(rooms, session, event));
            return ended(moment.after());
        }
        GEZHI_TRY(now, album(session, id));
        if (event.name == casework::Reopened::name)
            return now.until && !now.gone ? send(id, files::Hold{id}) : Answers{};
        if (files::shown_of(now).empty()) return Answers{};
        GEZHI_TRY(moment, moment_of(rooms, session, event));
        return may_show_photos(moment.after()) ? Answers{} : send(id, files::Hide{id});
    }
};

} // namespace

bool may_show_photos(const casework::State& state) {
    return state.visibility == casework::Visibility::public_ &&
           state.class_visibility == casework::Visibility::public_ && state.legal_path.empty() &&
           !state.erased_at;
}

files::AlbumCase album_case(const casework::State& state) {
    files::AlbumCase made;
    made.exists = state.version > 0;
    made.is_public = state.visibility == casework::Visibility::public_ &&
                     state.class_visibility == casework::Visibility::public_;
    made.enforcement = !state.legal_path.empty();
    made.grid = state.grid;
    made.before = state.evidence_before;
    made.after = state.evidence_after;
    return made;
}

Result<files::AlbumCase> album_case(engine::Inside& inside, const engine::Room& casework, CaseId id) {
    GEZHI_TRY(held, inside.other(casework, id_as<StreamId>(id)));
    return album_case(*static_cast<const casework::State*>(held.get()));
}

engine::Flow pictures(Rooms rooms) {
    return {Code{std::string(files::album_flow)},
            {casework::Closed::name, casework::Declined::name, casework::Reopened::name,
             casework::VisibilitySet::name, casework::Joined::name, casework::Referred::name,
             casework::Held::name, casework::Erased::name},
            Following{std::move(rooms)}};
}

} // namespace gezhi::flows
