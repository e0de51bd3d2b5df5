#include "modules/files/http.hpp"

#include "json/json.hpp"

namespace gezhi::files {

namespace wire {

struct Kept {
    FileId id{};
    std::int64_t width{0};
    std::int64_t height{0};
};
BOOST_DESCRIBE_STRUCT(Kept, (), (id, width, height))

} // namespace wire

http::Response picture_response(Opened opened) {
    http::Response response;
    response.content_type = std::string(media_type(opened.row.type));
    response.headers = {{"Content-Security-Policy", "default-src 'none'; sandbox"},
                        {"Content-Disposition", "inline; filename=\"" + opened.row.id.text() + "\""},
                        {"Cross-Origin-Resource-Policy", "same-origin"},
                        {"Cache-Control", "private, max-age=3600"}};
    response.body = std::move(opened.bytes);
    return response;
}

namespace {

Result<http::Response> keep(const Wiring& wiring, const http::Request& request) {
    if (wiring.actor(request).posts.empty()) return refuse(rules::not_staff);
    GEZHI_TRY(id, wiring.files.keep(request.body, http::media_type(request)));
    GEZHI_TRY(found, wiring.files.find({id}));
    const auto row = found.find(id);
    if (row == found.end()) return refuse(rules::missing);
    return http::json_response(json::write(wire::Kept{id, row->second.width, row->second.height}), 201);
}

// Unknown and not to be seen are one answer, so that nobody learns which ids exist.
Result<http::Response> show(const Wiring& wiring, const http::Request& request) {
    const auto id = FileId::parse(request.parameter("id"));
    if (!id || !wiring.may_see(wiring.actor(request), *id)) return refuse(rules::missing);
    GEZHI_TRY(opened, wiring.files.open(*id));
    return picture_response(std::move(opened));
}

} // namespace

http::Routes routes(Wiring wiring) {
    const auto shared = std::make_shared<const Wiring>(std::move(wiring));
    http::Routes list;
    list.push_back({http::Method::post, "/api/v1/files", "files.keep", http::Access::signed_in,
                    "Keeps a picture for a command to name",
                    http::Handler([shared](const auto& request) { return keep(*shared, request); }), false,
                    picture_bytes_max + 1});
    list.push_back({http::Method::get, "/api/v1/files/{id}", "files.show", http::Access::signed_in,
                    "Shows a picture of a case one may see",
                    http::Handler([shared](const auto& request) { return show(*shared, request); })});
    http::describe(list, {{"files.keep", nullptr, json::shape<wire::Kept>}});
    return list;
}

} // namespace gezhi::files
