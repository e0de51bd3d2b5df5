// Point → grid and open cases near a point, on one core, each beside a floor measured in the same run: GEOS'
// own STR-tree with prepared polygons, and its tree of points. Ratios may be compared between machines.
//   geo_locate [--benchmark_filter=…]
//   geo_locate --tiling DIR     writes the small layer and its points for another program (bench/postgis.sh)
// The layers tile a square exactly: a lattice whose common borders are jagged, 5 041 grids of about 100
// vertices and 200 704 of about 50. One million cases, six in ten of them in 5 000 hot spots, a hundred
// classes.

#include "geo/geos_for_test.hpp"
#include "geo/locator.hpp"
#include "geo/near.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <memory>
#include <random>
#include <vector>

namespace {

using namespace gezhi;
using geo::Point;

constexpr Point corner{310'000'000, 1'210'000'000};
constexpr std::int32_t step = 40'000; // of the lattice: about 400 m
constexpr std::size_t questions = 1 << 20;

struct Layer {
    int side{0};  // grids along one side
    int bends{0}; // of each common border
};

constexpr Layer small{71, 24};
constexpr Layer large{448, 11};

// The border from a lattice point one step east or north, jagged in the middle, smooth at its ends; the same
// for both neighbours.
geo::Line border(int column, int row, bool east, int bends) {
    std::mt19937 random(static_cast<std::uint32_t>((row * 2048 + column) * 2 + (east ? 1 : 0)));
    std::uniform_real_distribution<double> swing(-0.25, 0.25);
    geo::Line line;
    for (int i = 0; i <= bends; ++i) {
        const double along = static_cast<double>(i) / (bends + 1);
        const double aside = i == 0 ? 0 : swing(random) * std::min(along, 1 - along) * 2;
        const double x = column + (east ? along : aside);
        const double y = row + (east ? aside : along);
        line.push_back({corner.lat_e7 + static_cast<std::int32_t>(std::lround(y * step)),
                        corner.lon_e7 + static_cast<std::int32_t>(std::lround(x * step))});
    }
    return line; // without its end, with which the next border begins
}

Point lattice(int column, int row) {
    return {corner.lat_e7 + row * step, corner.lon_e7 + column * step};
}

std::vector<geo::Multipolygon> tiling(Layer layer) {
    std::vector<geo::Multipolygon> grids;
    for (int row = 0; row < layer.side; ++row)
        for (int column = 0; column < layer.side; ++column) {
            geo::Ring ring = border(column, row, true, layer.bends);
            const auto right = border(column + 1, row, false, layer.bends);
            ring.insert(ring.end(), right.begin(), right.end());
            auto top = border(column, row + 1, true, layer.bends);
            ring.push_back(lattice(column + 1, row + 1));
            ring.insert(ring.end(), top.rbegin(), top.rend() - 1);
            auto left = border(column, row, false, layer.bends);
            ring.push_back(lattice(column, row + 1));
            ring.insert(ring.end(), left.rbegin(), left.rend() - 1);
            grids.push_back({{ring, {}}});
        }
    return grids;
}

std::vector<Point> points_in(int side) {
    std::mt19937 random(8311);
    std::uniform_int_distribution<std::int32_t> offset(0, side * step);
    std::vector<Point> points;
    for (std::size_t i = 0; i < questions; ++i)
        points.push_back({corner.lat_e7 + offset(random), corner.lon_e7 + offset(random)});
    return points;
}

void count_rate(benchmark::State& state) {
    state.SetItemsProcessed(state.iterations());
}

void locate(benchmark::State& state, Layer layer) {
    const auto made = geo::Locator::make(tiling(layer));
    if (!made) return state.SkipWithError("the layer does not tile");
    const auto points = points_in(layer.side);
    std::size_t i = 0;
    for (auto _ : state) benchmark::DoNotOptimize(made->find(points[i++ % questions]));
    count_rate(state);
    state.counters["MB"] = static_cast<double>(made->bytes()) / 1e6;
}

void locate_by_geos(benchmark::State& state, Layer layer) {
    const auto grids = tiling(layer);
    const geo::GeosLayer floor(grids);
    const auto points = points_in(layer.side);
    std::size_t i = 0;
    for (int k = 0; k < 2000; ++k) floor.touching(points[static_cast<std::size_t>(k)]); // builds the tree
    for (auto _ : state) benchmark::DoNotOptimize(floor.touching(points[i++ % questions]));
    count_rate(state);
}

void build(benchmark::State& state, Layer layer) {
    const auto grids = tiling(layer);
    for (auto _ : state) benchmark::DoNotOptimize(geo::Locator::make(grids));
}

struct Case {
    Bits128 id{};
    std::uint16_t category{0};
    Point at{};
};

const std::vector<Case>& million() {
    static const auto cases = [] {
        std::mt19937 random(8311);
        std::uniform_int_distribution<std::int32_t> offset(-1'500'000, 1'500'000); // about 30 km square
        std::normal_distribution<double> beside(0, 3'000);
        std::uniform_int_distribution<int> category(1, 100);
        std::vector<Point> spots;
        for (int i = 0; i < 5'000; ++i)
            spots.push_back({corner.lat_e7 + offset(random), corner.lon_e7 + offset(random)});
        std::vector<Case> made;
        for (std::uint64_t i = 0; i < 1'000'000; ++i) {
            Point at{corner.lat_e7 + offset(random), corner.lon_e7 + offset(random)};
            if (i % 10 < 6) {
                at = spots[i % spots.size()];
                at.lat_e7 += static_cast<std::int32_t>(beside(random));
                at.lon_e7 += static_cast<std::int32_t>(beside(random));
            }
            made.push_back({{i, i}, static_cast<std::uint16_t>(category(random)), at});
        }
        return made;
    }();
    return cases;
}

void near(benchmark::State& state, bool any) {
    geo::Near index(corner);
    for (const auto& one : million()) index.insert(one.id, one.category, one.at);
    std::size_t i = 0;
    std::size_t hits = 0;
    for (auto _ : state) {
        const auto& asked = million()[(i++ * 7919) % million().size()];
        hits += index.find({asked.at, 150, any ? geo::Near::any : asked.category, 5}).size();
    }
    count_rate(state);
    state.counters["hits"] = static_cast<double>(hits) / static_cast<double>(state.iterations());
    state.counters["MB"] = static_cast<double>(index.bytes()) / 1e6;
}

void near_changes(benchmark::State& state) {
    geo::Near index(corner);
    for (const auto& one : million()) index.insert(one.id, one.category, one.at);
    std::size_t i = 0;
    for (auto _ : state) {
        const auto& one = million()[(i++ * 7919) % million().size()];
        index.erase(one.id, one.category, one.at);
        index.insert(one.id, one.category, one.at);
    }
    count_rate(state);
}

// The same question asked of GEOS' tree of points, which cannot be changed once asked.
void near_by_geos(benchmark::State& state) {
    std::vector<Point> points;
    for (const auto& one : million()) points.push_back(one.at);
    const geo::GeosPoints floor(points);
    const auto ask = [&](const Case& about) {
        std::size_t hits = 0;
        floor.around(about.at, 150, [&](std::size_t i) {
            const auto& one = million()[i];
            if (one.category == about.category && geo::distance_m(one.at, about.at) <= 150) ++hits;
        });
        return hits;
    };
    benchmark::DoNotOptimize(ask(million().front())); // builds the tree
    std::size_t i = 0;
    for (auto _ : state) benchmark::DoNotOptimize(ask(million()[(i++ * 7919) % million().size()]));
    count_rate(state);
}

BENCHMARK_CAPTURE(locate, grids_5041, small);
BENCHMARK_CAPTURE(locate_by_geos, grids_5041, small);
BENCHMARK_CAPTURE(locate, grids_200704, large);
BENCHMARK_CAPTURE(locate_by_geos, grids_200704, large);
BENCHMARK_CAPTURE(build, grids_5041, small)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(build, grids_200704, large)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(near, one_category, false);
BENCHMARK_CAPTURE(near, any_category, true);
BENCHMARK(near_changes);
BENCHMARK(near_by_geos);

std::string degrees(Point at) {
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.7f %.7f", at.lon(), at.lat());
    return text.data();
}

// grids.tsv: number and polygon; points.tsv: point. Well-known text, longitude before latitude.
void write_tiling(const std::string& folder) {
    std::ofstream grids(folder + "/grids.tsv");
    int n = 0;
    for (const auto& grid : tiling(small)) {
        std::string ring;
        for (const auto at : grid.front().outer) ring += degrees(at) + ",";
        grids << ++n << "\tPOLYGON((" << ring << degrees(grid.front().outer.front()) << "))\n";
    }
    std::ofstream points(folder + "/points.tsv");
    for (const auto at : points_in(small.side)) points << "POINT(" << degrees(at) << ")\n";
}

} // namespace

int main(int argc, char** argv) {
    if (argc > 2 && std::string(argv[1]) == "--tiling") {
        write_tiling(argv[2]);
        return 0;
    }
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
