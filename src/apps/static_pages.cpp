#include "apps/static_pages.hpp"

#include "base/text.hpp"

namespace gezhi::apps {

namespace {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

http::Route page(const char* pattern, const char* name, const char* doc, http::Handler handler) {
    return {Method::get, pattern, name, Access::anonymous, doc, std::move(handler), true};
}

// A path of the application's own is answered with its first page; a missing script stays missing.
Result<Response> desk_file(const http::StaticFiles& desk, const Request& request, const std::string& path) {
    if (desk.has(path) || path.starts_with("assets/")) return desk.serve(request, path);
    return desk.serve(request, "index.html");
}

} // namespace

http::Routes static_pages(std::shared_ptr<http::StaticFiles> assets,
                          std::shared_ptr<http::StaticFiles> desk) {
    http::Routes routes;
    routes.push_back(
        page("/public/{path*}", "static.public", "Style, script and pictures of public pages",
             [assets](const Request& request) { return assets->serve(request, request.parameter("path")); }));
    if (!desk) return routes;
    routes.push_back(page("/desk", "static.desk", "To the staff application",
                          [](const Request&) -> Result<Response> { return http::redirect("/desk/"); }));
    routes.push_back(page(
        "/desk/{path*}", "static.desk_file", "A file or page of the staff application",
        [desk](const Request& request) { return desk_file(*desk, request, request.parameter("path")); }));
    return routes;
}

} // namespace gezhi::apps
