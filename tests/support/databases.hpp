#pragma once
// Fresh databases for tests: a new SQLite file each time, and, where GEZHI_TEST_POSTGRES names a server, a
// new schema in it. Each story has its own; nothing is shared, any order.

#include <string>
#include <vector>

namespace gezhi::support {

class Folder { // a temporary folder, removed at the end
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::string& path() const { return path_; }

private:
    std::string path_;
};

std::string sqlite_url(const Folder& folder);
bool has_postgresql();
// A URL whose search_path is a new, empty schema; only where has_postgresql().
std::string postgresql_url();
// SQLite, and PostgreSQL where there is one.
std::vector<std::string> database_urls(const Folder& folder);

} // namespace gezhi::support
