#pragma once
// A folder of files (the web app, pictures of the manual) read into memory once and served from there. A
// request only looks up a name in a map, so no path can lead outside the folder. Promises ETag and 304, a
// year of caching for names that carry a hash, and the .br or .gz sibling where the browser takes it.

#include "http/message.hpp"

#include <map>
#include <mutex>

namespace gezhi::http {

class StaticFiles {
public:
    static constexpr std::size_t bytes_max = 256 * 1024 * 1024;

    static Result<std::shared_ptr<StaticFiles>> load(const std::string& folder);

    // `path` is relative and decoded ("assets/app-4f3a2b1c.js"); "" and "folder/" mean index.html. Refused
    // with http/no-such-page.
    Result<Response> serve(const Request& request, std::string_view path) const;
    bool has(std::string_view path) const;
    Result<void> reload(); // swaps all files at once; keeps the old ones when it fails
    std::size_t size() const;

private:
    struct Body {
        std::shared_ptr<const std::string> bytes;
        std::string etag;
    };

    struct File {
        std::string content_type;
        bool immutable{false};
        Body plain{};
        Body gzip{};
        Body brotli{};
    };

    using Files = std::map<std::string, File, std::less<>>;

    static Result<std::shared_ptr<const Files>> read(const std::string& folder);
    std::shared_ptr<const Files> files() const;

    std::string folder_;
    mutable std::mutex mutex_;
    std::shared_ptr<const Files> files_;
};

std::string_view content_type_of(std::string_view name);

} // namespace gezhi::http
