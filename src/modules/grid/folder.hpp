#pragma once
// A street's folder, the import form of its ground: boundary, roads, water and metro and places as GeoJSON,
// and grids.json with the rules as published and as settled. Reads whole or refuses, naming the file.

#include "modules/grid/model.hpp"

namespace gezhi::grid {

namespace rules {
inline constexpr Rule bad_folder{"grid/bad-folder", Kind::invalid,
                                 "A file of the street's folder is missing or cannot be read"};
} // namespace rules

struct GridsFile {
    Code subdistrict{};
    std::string source{};              // where the wording was published
    std::vector<GridRule> published{}; // word for word
    std::vector<GridRule> settled{};   // as adopted; none: the published ones
    bool to_be_confirmed{false};
    std::string note{};
};
BOOST_DESCRIBE_STRUCT(GridsFile, (), (subdistrict, source, published, settled, to_be_confirmed, note))

struct Folder {
    std::string attribution{};
    std::vector<Feature> features{};
    std::vector<Place> places{}; // those within the street
    GridsFile grids{};

    const std::vector<GridRule>& rules() const {
        return grids.settled.empty() ? grids.published : grids.settled;
    }
};

// Water, metro and places may be missing.
Result<Folder> read_folder(const std::string& path);

} // namespace gezhi::grid
