#include "base/text.hpp"
#include "http/reader.hpp"
#include "http/router.hpp"

namespace {

using namespace gezhi;

void check_target(std::string_view bytes) {
    static const http::Router router({{.pattern = "/a/{id}", .name = "a", .doc = ""},
                                      {.pattern = "/a/b/{rest*}", .name = "b", .doc = ""}});
    const auto target = http::parse_target(bytes);
    if (!target) return;
    for (const auto& [name, value] : target->query)
        require(valid_utf8(name) && valid_utf8(value), "query is UTF-8");
    const auto match = router.find(http::Method::get, target->path);
    for (const auto& [name, value] : match.parameters)
        require(valid_utf8(value) && value.find('\0') == value.npos && value != "..", "parameters are clean");
}

void check_headers(std::string_view bytes) {
    http::Request request;
    request.headers.add("cookie", bytes);
    request.headers.add("accept-language", bytes);
    (void)http::language(request);
    if (const auto value = request.cookie("a")) require(value->size() <= bytes.size(), "a cookie is a piece");
}

// Cut anywhere, the same bytes are the same request.
std::string read_request(std::string_view bytes, std::size_t step) {
    const http::ReaderLimits limits{
        .body_bytes_max = [](http::Method, std::string_view) { return std::size_t{64}; }};
    http::RequestReader reader(limits);
    std::string buffer;
    while (!bytes.empty() && reader.state() == http::RequestReader::State::reading) {
        buffer += bytes.substr(0, step);
        bytes.remove_prefix(std::min(step, bytes.size()));
        buffer.erase(0, reader.feed(buffer));
    }
    if (reader.state() != http::RequestReader::State::complete) return "";
    const auto request = reader.take();
    require(request.body.size() <= 64, "the body's limit holds");
    return request.path + " " + request.body;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    check_target(bytes);
    check_headers(bytes);
    require(read_request(bytes, 1) == read_request(bytes, bytes.size() + 1), "pieces do not matter");
    return 0;
}
