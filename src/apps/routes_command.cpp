// gezhi routes, gezhi openapi: what the server answers, from the very table it serves.

#include "apps/command.hpp"
#include "apps/documents.hpp"
#include "apps/serve.hpp"
#include "apps/static_pages.hpp"
#include "http/openapi.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>

namespace gezhi::apps {

namespace {

namespace wire {

struct Line {
    std::string method{};
    std::string pattern{};
    std::string name{};
    std::string access{};
    std::string doc{};
};
BOOST_DESCRIBE_STRUCT(Line, (), (method, pattern, name, access, doc))

} // namespace wire

std::string access_name(http::Access access) {
    switch (access) {
    case http::Access::anonymous:
        return "anonymous";
    case http::Access::any:
        return "any";
    case http::Access::signed_in:
        return "signed_in";
    }
    return {};
}

// The table needs a house but none of its data: one in a folder of its own, gone afterwards.
Result<int> with_any_house(const Call& call, const std::function<Result<int>(House&)>& work) {
    GEZHI_TRY(given, Settings::read(call.flags));
    GEZHI_TRY(home, given.home());
    auto name = (std::filesystem::temp_directory_path() / "gezhi-routes-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) return refuse(rules::no_data_folder, {{"folder", name}});
    const auto answer = [&]() -> Result<int> {
        HouseSettings made;
        made.home = home;
        made.data = name;
        made.database = "sqlite:" + name + "/gezhi.db";
        made.street.code = Code{"000000000"};
        made.durable = false;
        SystemClock clock;
        GEZHI_TRY(house, House::open(std::move(made), clock));
        return work(*house);
    }();
    std::error_code ignored;
    std::filesystem::remove_all(name, ignored);
    return answer;
}

Result<int> with_routes(const Call& call, const std::function<int(const http::Routes&)>& work) {
    return with_any_house(call, [&](House& house) -> Result<int> {
        GEZHI_TRY(routes, routes_of(house));
        return work(routes);
    });
}

// The generated files of api/, below the folder the program was found in.
Result<int> write_documents(House& house) {
    GEZHI_TRY(files, documents(house));
    for (const auto& [name, text] : files) {
        const auto path = std::filesystem::path(house.settings.home) / "api" / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
        std::cout << "wrote " << path.lexically_normal().string() << "\n";
    }
    return exit_done;
}

int list(const http::Routes& routes, bool as_json) {
    std::vector<wire::Line> lines;
    for (const auto& route : routes)
        lines.push_back({std::string(http::method_name(route.method)), route.pattern, route.name,
                         access_name(route.access), route.doc});
    std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) {
        return std::tie(a.pattern, a.method) < std::tie(b.pattern, b.method);
    });
    if (as_json) {
        std::cout << people::wire::items(lines) << "\n";
        return exit_done;
    }
    for (const auto& one : lines)
        std::cout << fmt::format("{:<7} {:<44} {:<10} {:<26} {}\n", one.method, one.pattern, one.access,
                                 one.name, one.doc);
    return exit_done;
}

} // namespace

void add_routes(CLI::App& app, Call& call) {
    auto* routes = app.add_subcommand("routes", "List every route: method, path, who may ask, what it is");
    add_setting(*routes, call, "--home", "home");
    add_json_option(*routes, call);
    routes->callback([&call] {
        call.run = [&call] {
            return without_house(
                [&] { return with_routes(call, [&](const auto& table) { return list(table, call.json); }); });
        };
    });
    auto* docs =
        app.add_subcommand("docs", "Write what is generated: api/openapi.json, events.md, problems.md");
    add_setting(*docs, call, "--home", "home");
    docs->callback([&call] {
        call.run = [&call] { return without_house([&] { return with_any_house(call, write_documents); }); };
    });
    auto* openapi =
        app.add_subcommand("openapi", "Write the OpenAPI 3.1 document of /api/v1 to standard output");
    add_setting(*openapi, call, "--home", "home");
    openapi->callback([&call] {
        call.run = [&call] {
            return without_house([&] {
                return with_routes(call, [](const http::Routes& table) {
                    json::SchemaBook schemas;
                    std::cout << http::openapi(table, "/api/v1", version, schemas) << "\n";
                    return exit_done;
                });
            });
        };
    });
}

} // namespace gezhi::apps
