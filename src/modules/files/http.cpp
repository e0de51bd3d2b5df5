#include "modules/files/http.hpp"

#include "json/json.hpp"
#include "modules/files/decide.hpp"
#include "modules/files/view.hpp"
#include "modules/files/wire.hpp"

#include <cmath>

namespace gezhi::files {

http::Response picture_response(Opened opened) {
    const auto kept = kept_type(opened.row.type);
    const auto ending = kept == Type::jpeg ? std::string("jpg") : std::string(json::enum_name(kept));
    http::Response response;
    response.content_type = std::string(media_type(kept));
    response.headers = {
        {"Content-Security-Policy", "default-src 'none'; media-src 'self'; sandbox"},
        {"Content-Disposition", "inline; filename=\"" + opened.row.id.text() + "." + ending + "\""},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Cache-Control", "private, max-age=3600"}};
    response.body = std::move(opened.bytes);
    return response;
}

namespace {

Result<wire::Same> same(const Wiring& wiring, const Actor& actor, FileId file) {
    GEZHI_TRY(found, wiring.files.same_as(file));
    wire::Same shown;
    for (const auto& one : found) {
        if (!wiring.may_see(actor, one.file)) {
            ++shown.elsewhere;
            continue;
        }
        const auto owner = wiring.case_of(actor, id_as<CaseId>(one.stream));
        if (owner)
            shown.photos.push_back({one.file, owner->id, owner->number, one.exact});
        else
            ++shown.elsewhere;
    }
    return shown;
}

Result<http::Response> keep(const Wiring& wiring, const http::Request& request) {
    const auto actor = wiring.actor(request);
    if (actor.posts.empty()) return refuse(rules::not_staff);
    GEZHI_TRY(id, wiring.files.keep(request.body, http::media_type(request), Sender::staff));
    GEZHI_TRY(found, wiring.files.find({id}));
    const auto row = found.find(id);
    if (row == found.end()) return refuse(rules::missing);
    wire::Kept kept{id, row->second.width, row->second.height, {}, {}, {}, {}};
    GEZHI_TRY(hint, wiring.files.hint(id));
    kept.taken_at = hint.taken_at;
    if (hint.lat_e7 && hint.lon_e7) {
        kept.lat = static_cast<double>(*hint.lat_e7) / 1e7;
        kept.lon = static_cast<double>(*hint.lon_e7) / 1e7;
    }
    GEZHI_TRY(twins, same(wiring, actor, id));
    kept.same = std::move(twins);
    return http::json_response(json::write(kept), 201);
}

Result<http::Response> keep_voice(const Wiring& wiring, const http::Request& request) {
    if (wiring.actor(request).posts.empty()) return refuse(rules::not_staff);
    GEZHI_TRY(id, wiring.files.keep_voice(request.body, http::media_type(request)));
    return http::json_response(json::write(wire::KeptVoice{id}), 201);
}

// A wiped picture belongs to no case until it is published; until then it is its maker's.
bool may_see(const Wiring& wiring, const Actor& actor, FileId id) {
    const auto found = wiring.files.find({id});
    if (!found || found->empty()) return false;
    const auto& row = found->begin()->second;
    if (is_voice(row.type)) return wiring.may_hear(actor, id);
    if (wiring.may_see(actor, id)) return true;
    return row.wiped_from && row.wiped_by == actor.person && wiring.may_see(actor, *row.wiped_from);
}

// Unknown and not to be seen are one answer, so that nobody learns which ids exist.
Result<http::Response> show(const Wiring& wiring, const http::Request& request, Size size) {
    const auto id = FileId::parse(request.parameter("id"));
    const auto actor = wiring.actor(request);
    if (!id || !may_see(wiring, actor, *id)) return refuse(rules::missing);
    GEZHI_TRY(opened, wiring.files.open(*id, size));
    if (size == Size::whole && wiring.engine != nullptr)
        wiring.engine->saw(actor, detail::seen_subject(*id), std::string(detail::seen_full_size));
    return picture_response(std::move(opened));
}

Result<std::map<FileId, PictureRow>> rows_of(const Wiring& wiring, CaseId id) {
    std::map<FileId, PictureRow> rows;
    if (wiring.engine == nullptr) return rows;
    GEZHI_TRY(found, wiring.engine->database().read([&](sql::Session& session) {
        return session.rows<PictureRow>("SELECT original, case_id, publication, wiped, side, scenes, until, "
                                        "gone FROM {picture_row} WHERE "
                                        "subdistrict = :s AND case_id = :c",
                                        {{"s", wiring.engine->subdistrict()}, {"c", id}});
    }));
    for (auto& row : found) rows.emplace(row.original, std::move(row));
    return rows;
}

void put_row(wire::Picture& shown, const PictureRow& row) {
    if (row.publication > 0) {
        shown.publication = row.publication;
        shown.wiped = row.wiped;
    }
    for (const auto& [word, scene] :
         {std::pair("child", Scene::child), std::pair("person", Scene::person),
          std::pair("home", Scene::home), std::pair("enforcement", Scene::enforcement)})
        if (row.scenes.find(word) != std::string::npos) shown.scenes.push_back(scene);
    if (!row.gone) shown.until = row.until;
}

Result<wire::Picture> picture(const Wiring& wiring, const Actor& actor, const CaseOf& owner, FileId id,
                              Side side) {
    wire::Picture shown;
    shown.id = id;
    shown.side = side;
    GEZHI_TRY(found, wiring.files.find({id}));
    const auto row = found.find(id);
    shown.gone = row == found.end();
    if (shown.gone) return shown;
    shown.width = row->second.width;
    shown.height = row->second.height;
    shown.kept_at = row->second.kept_at;
    GEZHI_TRY(hint, wiring.files.hint(id));
    shown.taken_at = hint.taken_at;
    if (hint.lat_e7 && hint.lon_e7 && owner.at) {
        const geo::Point camera{static_cast<std::int32_t>(*hint.lat_e7),
                                static_cast<std::int32_t>(*hint.lon_e7)};
        shown.distance_m = std::llround(geo::distance_m(camera, *owner.at));
    }
    GEZHI_TRY(twins, same(wiring, actor, id));
    shown.same = std::move(twins);
    return shown;
}

Result<http::Response> of_case(const Wiring& wiring, const http::Request& request) {
    const auto actor = wiring.actor(request);
    const auto id = CaseId::parse(request.parameter("id"));
    if (!id) return refuse(rules::missing);
    GEZHI_TRY(owner, wiring.case_of(actor, *id));
    GEZHI_TRY(rows, rows_of(wiring, *id));
    wire::Pictures shown;
    shown.may_publish = publishes(actor, owner.of.grid) && owner.of.is_public && !owner.of.enforcement;
    for (const auto& [list, side] :
         {std::pair(&owner.of.before, Side::before), std::pair(&owner.of.after, Side::after)})
        for (const auto& file : *list) {
            GEZHI_TRY(one, picture(wiring, actor, owner, file, side));
            if (const auto row = rows.find(file); row != rows.end()) put_row(one, row->second);
            shown.pictures.push_back(std::move(one));
        }
    return http::json_response(json::write(shown));
}

} // namespace

http::Routes routes(Wiring wiring) {
    const auto shared = std::make_shared<const Wiring>(std::move(wiring));
    http::Routes list;
    list.push_back({http::Method::post, "/api/v1/files", "files.keep", http::Access::signed_in,
                    "Keeps a picture for a command to name, and says where it was used before",
                    http::Handler([shared](const auto& request) { return keep(*shared, request); }), false,
                    picture_bytes_max + 1});
    list.push_back(
        {http::Method::get, "/api/v1/files/{id}", "files.show", http::Access::signed_in,
         "Shows a picture of a case one may see, or plays a voice to who may know the reporter",
         http::Handler([shared](const auto& request) { return show(*shared, request, Size::whole); })});
    list.push_back({http::Method::get, "/api/v1/files/{id}/thumb", "files.thumb", http::Access::signed_in,
                    "Shows it small", http::Handler([shared](const auto& request) {
                        return show(*shared, request, Size::thumb);
                    })});
    list.push_back({http::Method::get, "/api/v1/cases/{id}/pictures", "files.of_case",
                    http::Access::signed_in, "What is known of the pictures of a case",
                    http::Handler([shared](const auto& request) { return of_case(*shared, request); })});
    list.push_back({http::Method::post, "/api/v1/files/voice", "files.keep_voice", http::Access::signed_in,
                    "Keeps a voice message for a report to name",
                    http::Handler([shared](const auto& request) { return keep_voice(*shared, request); }),
                    false, voice_bytes_max + 1});
    http::describe(list, {{"files.keep", nullptr, json::shape<wire::Kept>},
                          {"files.keep_voice", nullptr, json::shape<wire::KeptVoice>},
                          {"files.of_case", nullptr, json::shape<wire::Pictures>}});
    auto more = detail::album_routes(shared);
    list.insert(list.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    return list;
}

} // namespace gezhi::files
