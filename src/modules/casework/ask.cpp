#include "modules/casework/ask.hpp"

#include "modules/casework/ask_place.hpp"
#include "modules/casework/decide.hpp"
#include "modules/casework/emergency.hpp"
#include "modules/people/query.hpp"

namespace gezhi::casework {

namespace {

std::optional<Visibility> visibility_of(std::string_view id) {
    if (id == "public") return Visibility::public_;
    if (id == "estate") return Visibility::estate;
    if (id == "parties") return Visibility::parties;
    if (id == "restricted") return Visibility::restricted;
    return std::nullopt;
}

Result<void> shape(const ReportGiven& given) {
    if (trim(given.text).empty())
        return refuse(rules::text_missing, {}, {{"/text", std::string(rules::text_missing.code)}});
    return {};
}

} // namespace

// A known place names a point, so it stands in no event: sealed with the point, and beside it for the board.
void put_place(const Door& door, CaseId id, const Spot& spot, engine::Sides& sides) {
    engine::ExactPlace exact{0, 0, spot.source, spot.datum, spot.place.value_or(PlaceId{}), spot.address};
    if (spot.at) {
        exact.lat_e7 = spot.at->lat_e7;
        exact.lon_e7 = spot.at->lon_e7;
    }
    sides.put(door.vault.seal_place(door.engine.mint(), id_as<StreamId>(id), exact));
    if (spot.place) sides.put(engine::KnownPlaceRow{id_as<StreamId>(id), *spot.place});
}

Digest commitment(const Door& door, CaseId id, const Spot& spot) {
    const auto text = (spot.at ? number(spot.at->lat_e7) + "," + number(spot.at->lon_e7) : std::string()) +
                      "\n" + spot.address;
    return door.vault.commitment(text, id.text());
}

// The suggestion only speaks when it is sure. A case without a class is nobody's but its desk's and grid's
// (scope.cpp), so nothing is public before somebody, or a sure suggestion, has said what it is.
Suggested suggest(const playbook::PlaybookIndex& index, std::string_view text, const Code& class_code) {
    Suggested made;
    made.class_code = class_code;
    if (made.class_code.empty()) {
        const auto suggestion = index.suggest_class(text, 1);
        if (suggestion.sure && !suggestion.candidates.empty())
            made.class_code = Code{suggestion.candidates.front().matter->code};
    }
    if (const auto* matter = index.matter(made.class_code.value))
        made.visibility = visibility_of(matter->visibility).value_or(Visibility::parties);
    if (!index.restricted_flags(text).empty()) made.visibility = Visibility::restricted;
    if (const auto hit = scan(index.playbook().emergency, text)) made.emergency = Code{hit->group};
    return made;
}

SealedText seal(const Door& door, CaseId id, std::string_view text, std::string_view kind,
                engine::Sides& sides) {
    const auto sealed = door.vault.seal(door.engine.mint(), text, id.text(), kind);
    sides.put(sealed.row);
    return {sealed.ref, sealed.commitment};
}

Result<void> name_photos(const Door& door, CaseId id, const std::vector<FileId>& photos,
                         engine::Sides& sides) {
    if (photos.empty()) return {};
    if (photos.size() > photos_max)
        return refuse(rules::too_many_photos, {{"max", number(photos_max)}},
                      {{"/photos", std::string(rules::too_many_photos.code)}});
    if (door.files == nullptr) return photo_unknown();
    files::Files::name(sides, photos, id_as<StreamId>(id));
    return {};
}

engine::Task command(const Door& door, const Actor& actor, CaseId id, Command command) {
    engine::Task task;
    task.room = &door.room;
    task.stream = id_as<StreamId>(id);
    task.actor = actor;
    task.command = std::move(command);
    return task;
}

const State& state_of(const engine::Receipt& receipt) {
    require(receipt.state != nullptr, "a receipt of a command of this room");
    return *static_cast<const State*>(receipt.state.get());
}

Result<Asked> report(const Door& door, const Actor& actor, const ReportGiven& given) {
    GEZHI_CHECK(shape(given));
    GEZHI_TRY(spot, locate(*door.ground, given));
    const auto book = door.books->current();
    const auto id = door.engine.mint().id<CaseId>();
    Asked asked;
    asked.suggested = suggest(book->index, given.text, given.class_code);
    Report made;
    engine::Sides sides;
    made.channel = given.channel;
    made.text = seal(door, id, trim(given.text), "report", sides);
    put_place(door, id, spot, sides);
    GEZHI_CHECK(name_photos(door, id, given.photos, sides));
    if (given.voice && door.files == nullptr) return voice_unknown();
    if (given.voice) files::Files::name(sides, {*given.voice}, id_as<StreamId>(id));
    if (!given.contact.empty()) {
        made.reporter = door.engine.mint().id<PersonId>();
        sides.put(people::reporter_row(door.vault, door.engine.mint(), *made.reporter,
                                       {std::string(trim(given.contact.name)),
                                        std::string(trim(given.contact.phone)),
                                        std::string(trim(given.contact.door))}));
    }
    made.grid = spot.located.grid;
    made.partition = spot.located.partition;
    made.position_commitment = commitment(door, id, spot);
    made.class_code = asked.suggested.class_code;
    made.emergency = asked.suggested.emergency;
    made.visibility = asked.suggested.visibility;
    made.seen_at = given.seen_at;
    made.photos = given.photos;
    made.voice = given.voice;
    made.may_be_called = given.may_be_called;
    made.notify_by = given.notify_by;
    made.same_as = given.same_as;
    made.external_number = given.external_number;
    made.comes_first = given.comes_first;
    asked.spot = std::move(spot);
    asked.task = command(door, actor, id, std::move(made));
    asked.task.sides = std::move(sides);
    return asked;
}

} // namespace gezhi::casework
