#include "http/static_files.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "http/rules.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace gezhi::http {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 24> types{
    {{".html", "text/html; charset=utf-8"},
     {".css", "text/css; charset=utf-8"},
     {".js", "text/javascript; charset=utf-8"},
     {".mjs", "text/javascript; charset=utf-8"},
     {".json", "application/json"},
     {".map", "application/json"},
     {".geojson", "application/geo+json"},
     {".webmanifest", "application/manifest+json"},
     {".svg", "image/svg+xml"},
     {".png", "image/png"},
     {".jpg", "image/jpeg"},
     {".jpeg", "image/jpeg"},
     {".webp", "image/webp"},
     {".avif", "image/avif"},
     {".ico", "image/x-icon"},
     {".woff", "font/woff"},
     {".woff2", "font/woff2"},
     {".txt", "text/plain; charset=utf-8"},
     {".md", "text/markdown; charset=utf-8"},
     {".csv", "text/csv; charset=utf-8"},
     {".pdf", "application/pdf"},
     {".wasm", "application/wasm"},
     {".pbf", "application/x-protobuf"},
     {".xml", "application/xml"}}};

std::string digest(std::string_view bytes) {
    std::array<unsigned char, 16> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size(), nullptr, 0);
    std::array<char, 33> text{};
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    return text.data();
}

// "index-BX3kq9_Z.js", "app.4f3a2b1c.css": at least eight letters or digits, a digit among them, between the
// last
// '-' or '.' and the suffix.
bool carries_hash(std::string_view path) {
    const auto name = path.substr(path.rfind('/') + 1);
    const auto stem = name.substr(0, name.rfind('.'));
    const auto part = stem.substr(stem.find_last_of("-.") + 1);
    if (part.size() < 8 || part.size() == stem.size()) return false;
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto fits = [&](char c) {
        return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    return std::all_of(part.begin(), part.end(), fits) && std::any_of(part.begin(), part.end(), digit);
}

bool takes(const Request& request, std::string_view coding) {
    for (const auto item : split(request.header("accept-encoding").value_or(""), ',')) {
        const auto name = trim(item.substr(0, item.find(';')));
        const auto rest = item.substr(std::min(item.find(';'), item.size()));
        if (lower_ascii(name) == coding) return !contains(rest, "q=0") || contains(rest, "q=0.");
    }
    return false;
}

bool names_etag(std::string_view line, std::string_view etag) {
    for (const auto item : split(line, ',')) {
        auto one = trim(item);
        if (one.starts_with("W/")) one.remove_prefix(2);
        if (one == etag || one == "*") return true;
    }
    return false;
}

} // namespace

std::string_view content_type_of(std::string_view name) {
    const auto dot = name.rfind('.');
    const auto suffix = dot == name.npos ? std::string() : lower_ascii(name.substr(dot));
    for (const auto& [known, type] : types)
        if (known == suffix) return type;
    return "application/octet-stream";
}

Result<std::shared_ptr<const StaticFiles::Files>> StaticFiles::read(const std::string& folder) {
    namespace fs = std::filesystem;
    auto files = std::make_shared<Files>();
    std::map<std::string, Body> siblings;
    std::size_t total = 0;
    std::error_code fault;
    for (fs::recursive_directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault)) {
        if (!at->is_regular_file(fault) || at->is_symlink(fault)) continue;
        auto read = bytes_of(at->path());
        if (!read) return refuse(rules::cannot_read_files, {{"folder", folder}});
        auto bytes = std::make_shared<const std::string>(std::move(*read));
        total += bytes->size();
        if (total > bytes_max) return refuse(rules::cannot_read_files, {{"folder", folder}});
        const auto name = at->path().lexically_relative(folder).generic_string();
        Body body{bytes, "\"" + digest(*bytes) + "\""};
        if (name.ends_with(".gz") || name.ends_with(".br"))
            siblings.emplace(name, std::move(body));
        else
            (*files)[name] = {std::string(content_type_of(name)), carries_hash(name), std::move(body)};
    }
    if (fault) return refuse(rules::cannot_read_files, {{"folder", folder}, {"cause", fault.message()}});
    for (auto& [name, body] : siblings) {
        const auto original = files->find(std::string_view(name).substr(0, name.size() - 3));
        if (original == files->end())
            (*files)[name] = {std::string(content_type_of(name)), carries_hash(name), std::move(body)};
        else
            (name.ends_with(".br") ? original->second.brotli : original->second.gzip) = std::move(body);
    }
    return files;
}

Result<std::shared_ptr<StaticFiles>> StaticFiles::load(const std::string& folder) {
    auto loaded = std::make_shared<StaticFiles>();
    loaded->folder_ = folder;
    GEZHI_CHECK(loaded->reload());
    return loaded;
}

Result<void> StaticFiles::reload() {
    GEZHI_TRY(fresh, read(folder_));
    const std::lock_guard lock(mutex_);
    files_ = std::move(fresh);
    return {};
}

std::shared_ptr<const StaticFiles::Files> StaticFiles::files() const {
    const std::lock_guard lock(mutex_);
    return files_;
}

std::size_t StaticFiles::size() const {
    return files()->size();
}

bool StaticFiles::has(std::string_view path) const {
    return files()->contains(path);
}

Result<Response> StaticFiles::serve(const Request& request, std::string_view path) const {
    const auto all = files();
    const bool folder = path.empty() || path.ends_with('/');
    const auto found = all->find(std::string(path) + (folder ? "index.html" : ""));
    if (found == all->end()) return refuse(rules::no_such_page);
    const auto& file = found->second;
    Response response{.content_type = file.content_type};
    const auto* body = &file.plain;
    if (file.brotli.bytes && takes(request, "br")) {
        body = &file.brotli;
        response.headers.emplace_back("Content-Encoding", "br");
    } else if (file.gzip.bytes && takes(request, "gzip")) {
        body = &file.gzip;
        response.headers.emplace_back("Content-Encoding", "gzip");
    }
    if (file.brotli.bytes || file.gzip.bytes) response.headers.emplace_back("Vary", "Accept-Encoding");
    response.headers.emplace_back("ETag", body->etag);
    response.headers.emplace_back("Cache-Control",
                                  file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (names_etag(request.header("if-none-match").value_or(""), body->etag)) {
        response.status = 304;
        return response;
    }
    response.shared = body->bytes;
    return response;
}

} // namespace gezhi::http
