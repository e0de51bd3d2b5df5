#include "base/error.hpp"
#include "modules/grid/geojson.hpp"
#include "modules/grid/rules.hpp"

#include <cstdint>

using namespace gezhi;
using namespace gezhi::grid;

// What can be read as a layer can be written and read again as the same, and so can its row.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto layer = read_layer(text, Layer::roads, "roads")) {
        const auto again = read_layer(write_layer(layer->features, Layer::roads), Layer::roads, "roads");
        require(again.has_value() && again->features == layer->features, "a layer is written as it was read");
        for (const auto& feature : layer->features)
            require(parse_parts(parts_text(feature.parts)) == feature.parts, "and so is its row");
    }
    if (const auto places = read_places(text, "places")) {
        std::vector<Place> list;
        for (const auto& one : *places) list.push_back(one.place);
        const auto again = read_places(write_places(list), "places");
        require(again.has_value() && again->size() == list.size(), "places are written as they were read");
    }
    return 0;
}
