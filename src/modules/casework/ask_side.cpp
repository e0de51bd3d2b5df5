// What the door makes for the side roads: a part split off at the same spot, and a report with its work done.

#include "modules/casework/ask.hpp"
#include "modules/casework/ask_place.hpp"

namespace gezhi::casework {

Split split(const Door& door, const Spot& spot, std::string_view text, const Code& class_code,
            engine::Sides& sides) {
    Split made;
    made.child = door.engine.mint().id<CaseId>();
    made.class_code = class_code;
    made.text = seal(door, made.child, trim(text), "report", sides);
    made.position_commitment = commitment(door, made.child, spot);
    put_place(door, made.child, spot, sides);
    return made;
}

Result<Asked> fix_on_spot(const Door& door, const Actor& actor, const FixGiven& given) {
    if (trim(given.done).empty())
        return refuse(rules::text_missing, {}, {{"/done", std::string(rules::text_missing.code)}});
    GEZHI_TRY(asked, report(door, actor, given.report));
    const auto id = id_as<CaseId>(asked.task.stream);
    FixOnSpot fix;
    fix.report = std::get<Report>(std::any_cast<Command&>(asked.task.command));
    fix.condition = given.condition;
    fix.text = seal(door, id, trim(given.done), "result", asked.task.sides);
    GEZHI_CHECK(name_photos(door, id, given.photos, asked.task.sides));
    fix.photos = given.photos;
    fix.closing = given.closing;
    asked.task.command = Command(std::move(fix));
    return asked;
}

} // namespace gezhi::casework
