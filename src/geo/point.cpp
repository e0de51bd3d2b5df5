#include "geo/point.hpp"

#include <array>
#include <cmath>
#include <numbers>

namespace gezhi::geo {

namespace {

constexpr double earth_radius_m = 6371008.8; // mean radius, IUGG
constexpr double pi = std::numbers::pi;

struct Turned {
    double lat{0};
    double lon{0};
};

// The shift of GCJ-02 on the Krasovsky 1940 ellipsoid, as every open map library writes it.
Turned gcj_shift(Turned at) {
    constexpr double a = 6378245.0;
    constexpr double ee = 0.00669342162296594323;
    const double x = at.lon - 105.0;
    const double y = at.lat - 35.0;
    const double waves = (20.0 * std::sin(6.0 * x * pi) + 20.0 * std::sin(2.0 * x * pi)) * 2.0 / 3.0;
    double lat =
        -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x)) + waves;
    lat += (20.0 * std::sin(y * pi) + 40.0 * std::sin(y / 3.0 * pi)) * 2.0 / 3.0;
    lat += (160.0 * std::sin(y / 12.0 * pi) + 320.0 * std::sin(y * pi / 30.0)) * 2.0 / 3.0;
    double lon = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x)) + waves;
    lon += (20.0 * std::sin(x * pi) + 40.0 * std::sin(x / 3.0 * pi)) * 2.0 / 3.0;
    lon += (150.0 * std::sin(x / 12.0 * pi) + 300.0 * std::sin(x / 30.0 * pi)) * 2.0 / 3.0;
    const double rad = at.lat / 180.0 * pi;
    const double magic = 1 - ee * std::sin(rad) * std::sin(rad);
    const double root = std::sqrt(magic);
    return {lat * 180.0 / (a * (1 - ee) / (magic * root) * pi),
            lon * 180.0 / (a / root * std::cos(rad) * pi)};
}

Turned wgs_to_gcj(Turned at) {
    const auto shift = gcj_shift(at);
    return {at.lat + shift.lat, at.lon + shift.lon};
}

Turned gcj_to_bd(Turned at) {
    const double z = std::hypot(at.lon, at.lat) + 0.00002 * std::sin(at.lat * pi * 3000.0 / 180.0);
    const double theta = std::atan2(at.lat, at.lon) + 0.000003 * std::cos(at.lon * pi * 3000.0 / 180.0);
    return {z * std::sin(theta) + 0.006, z * std::cos(theta) + 0.0065};
}

Turned forward(Turned at, Datum datum) {
    switch (datum) {
    case Datum::wgs84:
    case Datum::cgcs2000:
        return at;
    case Datum::gcj02:
        return wgs_to_gcj(at);
    case Datum::bd09:
        return gcj_to_bd(wgs_to_gcj(at));
    }
    return at;
}

std::int32_t e7(double degrees) {
    return static_cast<std::int32_t>(std::llround(degrees * 1e7));
}

} // namespace

std::optional<Datum> parse_datum(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, Datum>, 4> names{{{"wgs84", Datum::wgs84},
                                                                       {"cgcs2000", Datum::cgcs2000},
                                                                       {"gcj02", Datum::gcj02},
                                                                       {"bd09", Datum::bd09}}};
    for (const auto& [name, datum] : names)
        if (name == text) return datum;
    return std::nullopt;
}

std::optional<Point> from_degrees(double lat, double lon) {
    // Written so that NaN fails too.
    if (!(std::abs(lat) <= 90.0) || !(std::abs(lon) <= 180.0)) return std::nullopt;
    return Point{e7(lat), e7(lon)};
}

Point from_wgs84(Point at, Datum datum) {
    const auto there = forward({at.lat(), at.lon()}, datum);
    return {e7(there.lat), e7(there.lon)};
}

Point to_wgs84(Point at, Datum datum) {
    Turned guess{at.lat(), at.lon()};
    // A fixed point: the shift changes by less than 1 % over its own length, so eight rounds are plenty.
    for (int round = 0; round < 8 && datum != Datum::wgs84 && datum != Datum::cgcs2000; ++round) {
        const auto there = forward(guess, datum);
        guess.lat += at.lat() - there.lat;
        guess.lon += at.lon() - there.lon;
    }
    return {e7(guess.lat), e7(guess.lon)};
}

double distance_m(Point a, Point b) {
    const double to_rad = pi / 180.0 / 1e7;
    const double mean = (static_cast<double>(a.lat_e7) + b.lat_e7) / 2 * to_rad;
    const double y = (static_cast<double>(a.lat_e7) - b.lat_e7) * to_rad * earth_radius_m;
    const double x = (static_cast<double>(a.lon_e7) - b.lon_e7) * to_rad * earth_radius_m * std::cos(mean);
    return std::hypot(x, y);
}

Plane::Plane(Point origin)
    : origin_(origin),
      metres_per_lon_e7_(pi / 180.0 / 1e7 * earth_radius_m * std::cos(origin.lat() * pi / 180.0)),
      metres_per_lat_e7_(pi / 180.0 / 1e7 * earth_radius_m) {}

Plane::Metres Plane::metres(Point at) const {
    return {(static_cast<double>(at.lon_e7) - origin_.lon_e7) * metres_per_lon_e7_,
            (static_cast<double>(at.lat_e7) - origin_.lat_e7) * metres_per_lat_e7_};
}

Point Plane::point(Metres at) const {
    return {static_cast<std::int32_t>(std::llround(at.y / metres_per_lat_e7_)) + origin_.lat_e7,
            static_cast<std::int32_t>(std::llround(at.x / metres_per_lon_e7_)) + origin_.lon_e7};
}

std::int64_t Plane::cell(Point at) const {
    const auto here = metres(at);
    constexpr std::int64_t middle = std::int64_t{1} << 19;
    return (static_cast<std::int64_t>(std::floor(here.y / cell_m)) + middle) * row_factor +
           static_cast<std::int64_t>(std::floor(here.x / cell_m)) + middle;
}

} // namespace gezhi::geo
