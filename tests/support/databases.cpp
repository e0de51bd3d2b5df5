#include "support/databases.hpp"

#include "sql/database.hpp"

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>

namespace gezhi::support {

namespace {

std::string unique_name() {
    static std::atomic<int> next{0};
    return "t" + std::to_string(getpid()) + "_" + std::to_string(next++);
}

} // namespace

Folder::Folder() : path_((std::filesystem::temp_directory_path() / ("gezhi_" + unique_name())).string()) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string sqlite_url(const Folder& folder) {
    return "sqlite:" + folder.path() + "/" + unique_name() + ".db";
}

bool has_postgresql() {
    return std::getenv("GEZHI_TEST_POSTGRES") != nullptr;
}

std::string postgresql_url() {
    const std::string server = std::getenv("GEZHI_TEST_POSTGRES");
    const auto schema = unique_name();
    auto database = sql::Database::open(server);
    require(database.has_value(), "the test server answers");
    const auto made = (*database)->on_writer([&](sql::Session& session) -> Result<void> {
        GEZHI_CHECK(session.execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE"));
        GEZHI_CHECK(session.execute("CREATE SCHEMA " + schema));
        return {};
    });
    require(made.has_value(), "a schema for the test");
    const auto mark = server.find('?') == std::string::npos ? "?" : "&";
    return server + mark + "options=-csearch_path%3D" + schema;
}

std::vector<std::string> database_urls(const Folder& folder) {
    std::vector<std::string> urls{sqlite_url(folder)};
    if (has_postgresql()) urls.push_back(postgresql_url());
    return urls;
}

} // namespace gezhi::support
