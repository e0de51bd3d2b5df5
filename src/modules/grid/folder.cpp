#include "modules/grid/folder.hpp"

#include "base/file.hpp"
#include "json/json.hpp"
#include "modules/grid/geojson.hpp"

#include <array>
#include <filesystem>

namespace gezhi::grid {

namespace {

constexpr std::uintmax_t file_bytes_max = 64 << 20;

struct LayerOf {
    std::string_view file;
    Layer layer;
    bool needed;
};

constexpr std::array<LayerOf, 4> layers{{{"boundary.geojson", Layer::boundary, true},
                                         {"roads.geojson", Layer::roads, true},
                                         {"water.geojson", Layer::water, false},
                                         {"metro.geojson", Layer::metro, false}}};

Unexpected<Error> bad(std::string_view file) {
    return refuse(rules::bad_folder, {{"file", std::string(file)}});
}

// Nothing for a file that is not there and need not be.
Result<std::optional<std::string>> text_of(const std::string& folder, std::string_view file, bool needed) {
    const auto path = std::filesystem::path(folder) / file;
    std::error_code fault;
    const auto bytes = std::filesystem::file_size(path, fault);
    if (fault) {
        if (needed) return bad(file);
        return std::optional<std::string>{};
    }
    auto text = bytes > file_bytes_max ? std::nullopt : bytes_of(path);
    if (!text) return bad(file);
    return text;
}

} // namespace

Result<Folder> read_folder(const std::string& path) {
    LayerFile ground;
    for (const auto& one : layers) {
        GEZHI_TRY(text, text_of(path, one.file, one.needed));
        if (text) GEZHI_CHECK(add_layer(ground, *text, one.layer, one.file));
    }
    Folder folder{std::move(ground.attribution), std::move(ground.features), {}, {}};
    GEZHI_TRY(places, text_of(path, "places.geojson", false));
    if (places) {
        GEZHI_TRY(read, read_places(*places, "places.geojson"));
        for (auto& one : read)
            if (one.inside) folder.places.push_back(std::move(one.place));
    }
    GEZHI_TRY(grids, text_of(path, "grids.json", true));
    GEZHI_TRY(read, json::read<GridsFile>(*grids));
    folder.grids = std::move(read);
    return folder;
}

} // namespace gezhi::grid
