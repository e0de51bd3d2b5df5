// GeoJSON in and out, the demo folder, positions with their datum, labels.

#include "modules/grid/folder.hpp"
#include "modules/grid/geojson.hpp"
#include "modules/grid/labels.hpp"
#include "modules/grid/position.hpp"
#include "modules/grid/rules.hpp"
#include "support/databases.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

using namespace gezhi;
using namespace gezhi::grid;

namespace {

const std::string demo = std::string(GEZHI_SOURCE_DIR) + "/demo/tianshan";

std::string collection(const std::string& geometry, const std::string& properties = R"({"name":"x"})") {
    return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":)" + properties +
           R"(,"geometry":)" + geometry + "}]}";
}

std::string why(const std::string& text) {
    const auto read = read_layer(text, Layer::roads, "roads.geojson");
    if (read) return "read";
    if (read.error().rule != &grid::rules::bad_geojson) return std::string(read.error().rule->code);
    return read.error().params.at("feature") + " " + read.error().params.at("why");
}

// One place in the middle of the demo street.
class OnePlace final : public Ground {
public:
    Located locate(geo::Point) const override { return {}; }

    Code partition() const override { return {}; }

    std::vector<GridName> grids() const override { return {}; }

    std::optional<PlaceFound> place(const Code& code) const override {
        return code == place_.code ? std::optional(place_) : std::nullopt;
    }

    std::optional<PlaceFound> place(PlaceId) const override { return place_; }

    std::vector<PlaceFound> find_places(std::string_view text, std::size_t) const override {
        if (text == place_.name) return {place_};
        return {};
    }

    geo::Plane plane() const override { return geo::Plane(place_.at); }

private:
    PlaceFound place_{{}, Code{"310105006000002"}, "南丰城", "mall", "遵义路100号", {312090000, 1214031000},
                      {}};
};

} // namespace

TEST(GridGeojson, KnownShapesAreReadAndWrittenAgain) {
    const std::vector<std::string> geometries{
        R"({"type":"Point","coordinates":[121.4,31.2]})",
        R"({"type":"LineString","coordinates":[[121.4,31.2],[121.41,31.21]]})",
        R"({"type":"MultiLineString","coordinates":[[[121.4,31.2],[121.41,31.21]],[[121,31],[121.1,31]]]})",
        R"({"type":"Polygon","coordinates":[[[0,0],[3,0],[3,3],[0,0]],[[1,0.5],[2,0.5],[2,1],[1,0.5]]]})",
        R"({"type":"MultiPolygon","coordinates":[[[[0,0],[3,0],[3,3],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]})"};
    for (const auto& geometry : geometries) {
        const auto read = read_layer(collection(geometry), Layer::roads, "roads.geojson");
        ASSERT_TRUE(read) << geometry;
        EXPECT_EQ(geometry_text(read->features[0].shape, read->features[0].parts), geometry);
    }
}

TEST(GridGeojson, WhatIsNoLayerIsRefusedWithThePlace) {
    EXPECT_EQ(why("nonsense"), "json/not-json");
    EXPECT_EQ(why("[]"), "0 type");
    EXPECT_EQ(why(R"({"type":"Feature"})"), "0 type");
    EXPECT_EQ(why(R"({"type":"FeatureCollection"})"), "0 features");
    EXPECT_EQ(why(collection("null")), "1 geometry");
    EXPECT_EQ(why(collection(R"({"type":"Circle","coordinates":[1,2]})")), "1 geometry.type");
    EXPECT_EQ(why(collection(R"({"type":"Point","coordinates":[1]})")), "1 geometry.coordinates");
    EXPECT_EQ(why(collection(R"({"type":"Point","coordinates":[1,"2"]})")), "1 geometry.coordinates");
    EXPECT_EQ(why(collection(R"({"type":"Point","coordinates":[1,91]})")), "1 geometry.coordinates");
    EXPECT_EQ(why(collection(R"({"type":"MultiPoint","coordinates":[]})")), "1 geometry.coordinates");
    EXPECT_EQ(why(collection(R"({"type":"LineString","coordinates":[[1,2]]})")), "1 geometry.coordinates");
    EXPECT_EQ(why(collection(R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]})")),
              "1 geometry.coordinates"); // not closed
    const std::string point = R"({"type":"Point","coordinates":[1,2]})";
    EXPECT_EQ(why(collection(point, R"({"name":1})")), "1 name");
    EXPECT_EQ(why(collection(point, R"({"accuracy_m":-5})")), "1 accuracy_m");
    EXPECT_EQ(why(collection(point, R"({"name":"a\u0007b"})")), "1 name");
    EXPECT_EQ(why(collection(point, R"({"kind":"两字"})")), "1 kind");
    EXPECT_EQ(why(collection(point, R"({"accuracy_m":1e300})")), "1 accuracy_m");
    EXPECT_EQ(why(collection(point, "7")), "1 properties");
}

TEST(GridFolder, TheDemoStreetIsComplete) {
    const auto folder = read_folder(demo);
    ASSERT_TRUE(folder) << folder.error().rule->code;
    EXPECT_EQ(folder->attribution, "© OpenStreetMap contributors");
    EXPECT_NE(boundary_of(folder->features), nullptr);
    EXPECT_EQ(folder->grids.published.size(), 3U);
    EXPECT_EQ(folder->rules()[2].text, "其余");
    EXPECT_TRUE(folder->grids.to_be_confirmed);
    EXPECT_TRUE(check_rules(folder->grids.published));
    std::set<std::string> codes;
    for (const auto& place : folder->places) {
        EXPECT_TRUE(check_place(place)) << place.name;
        EXPECT_TRUE(codes.insert(place.code.value).second) << place.code.value;
        EXPECT_TRUE(place.provisional) << place.name;
        EXPECT_FALSE(place.code.empty()) << place.name;
        EXPECT_EQ(place.kind.value == "facility", !place.owner_unit.empty()) << place.name;
    }
    EXPECT_GE(codes.size(), 50U);
}

TEST(GridFolder, AMissingOrBrokenFileIsNamed) {
    support::Folder folder;
    const auto file_of = [&] {
        const auto read = read_folder(folder.path());
        EXPECT_FALSE(read);
        return read ? std::string()
                    : std::string(read.error().rule->code) + " " + read.error().params.at("file");
    };
    EXPECT_EQ(file_of(), "grid/bad-folder boundary.geojson");
    std::filesystem::copy_file(demo + "/boundary.geojson", folder.path() + "/boundary.geojson");
    std::ofstream(folder.path() + "/roads.geojson") << R"({"type":"FeatureCollection"})";
    EXPECT_EQ(file_of(), "grid/bad-geojson roads.geojson");
    std::filesystem::copy_file(demo + "/roads.geojson", folder.path() + "/roads.geojson",
                               std::filesystem::copy_options::overwrite_existing);
    EXPECT_EQ(file_of(), "grid/bad-folder grids.json");
}

TEST(GridPosition, EveryPositionStatesADatumItIsReadBy) {
    EXPECT_EQ(datum_of("").error().rule, &grid::rules::no_datum);
    EXPECT_EQ(datum_of("beijing54").error().rule, &grid::rules::no_datum);
    const OnePlace ground;
    const auto wgs = wgs84_of({31.212893, 121.399616, geo::Datum::wgs84}, ground);
    const auto gcj = wgs84_of({31.211049, 121.404266, *datum_of("gcj02")}, ground);
    const auto bd = wgs84_of({31.2168, 121.4110, *datum_of("bd09")}, ground);
    ASSERT_TRUE(wgs && gcj && bd);
    EXPECT_LT(geo::distance_m(*wgs, *gcj), 25);
    EXPECT_LT(geo::distance_m(*wgs, *bd), 25);
}

TEST(GridPosition, SwappedLatitudeAndLongitudeAreNamedAsSuch) {
    const OnePlace ground;
    const auto rule_of = [&](double lat, double lon) {
        const auto at = wgs84_of({lat, lon, geo::Datum::wgs84}, ground);
        return at ? nullptr : at.error().rule;
    };
    EXPECT_EQ(rule_of(31.2, 121.4), nullptr);
    EXPECT_EQ(rule_of(121.4, 31.2), &grid::rules::swapped_position);
    EXPECT_EQ(rule_of(500, 31.2), &grid::rules::bad_position);
    EXPECT_EQ(rule_of(40, 116), nullptr); // far away, but not by being swapped
    for (const auto* text : {"", "31,2", "nan", "inf", "31.2x", "1e2"})
        EXPECT_EQ(degrees_of(text).error().rule, &grid::rules::bad_position) << text;
    EXPECT_EQ(*degrees_of("-31.25"), -31.25);
}

TEST(GridPosition, AWrongDatumIsSuspectedWhenANamedPlaceDisagrees) {
    const OnePlace ground;
    const auto shifted = geo::from_wgs84({312090000, 1214031000}, geo::Datum::gcj02);
    const GivenPosition said_wgs{shifted.lat(), shifted.lon(), geo::Datum::wgs84};
    const auto suspicion = suspect(said_wgs, "310105006000002", ground);
    ASSERT_TRUE(suspicion);
    EXPECT_EQ(suspicion->datum, geo::Datum::gcj02);
    EXPECT_NEAR(static_cast<double>(suspicion->distance_m), 488, 10);
    EXPECT_TRUE(suspect(said_wgs, "南丰城", ground));
    EXPECT_FALSE(suspect({shifted.lat(), shifted.lon(), geo::Datum::gcj02}, "南丰城", ground));
    EXPECT_FALSE(suspect(said_wgs, "没有的地方", ground));
    const auto elsewhere = suspect({31.25, 121.45, geo::Datum::wgs84}, "南丰城", ground);
    ASSERT_TRUE(elsewhere);
    EXPECT_FALSE(elsewhere->datum);
}

TEST(GridLabels, ASheetHoldsNamesCodesAndQrAndEscapesThem) {
    EXPECT_EQ(report_address("https://street.example", Code{"A1"}), "https://street.example/r/A1");
    Label label{
        {{}, Code{"A1"}, "花<园> & 门", "park", "某路1号", {}, {}}, "编号 A1", "<svg class=\"qr\"></svg>"};
    const auto one = label_svg(label, {"扫一扫", "虚构演示数据"});
    EXPECT_NE(one.find("花&lt;园&gt; &amp; 门"), std::string::npos);
    EXPECT_NE(one.find("虚构演示数据"), std::string::npos);
    EXPECT_NE(one.find("height=\"22.5\" class=\"qr\""), std::string::npos);
    const auto sheet = sheet_svg(std::vector<Label>(labels_max, label), {"扫一扫", ""});
    EXPECT_NE(sheet.find("width=\"210mm\" height=\"297mm\""), std::string::npos);
    std::size_t plates = 0;
    for (auto at = sheet.find("class=\"qr\""); at != std::string::npos;
         at = sheet.find("class=\"qr\"", at + 1))
        ++plates;
    EXPECT_EQ(plates, labels_max);
}
