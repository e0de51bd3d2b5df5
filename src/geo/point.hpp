#pragma once
// Positions: integers of 1e-7 degree on WGS84 (CGCS2000 differs by less than a metre here and counts as the
// same). Outside, every coordinate states its datum. Chinese web maps draw GCJ-02, Baidu BD-09; both are
// shifted by an unpublished but well-known formula, inverted here by iteration to better than a centimetre.
// Promises that to_wgs84(from_wgs84(p, d), d) is p within 1e-6 degree inside mainland China. Knows no street.

#include <boost/describe.hpp>

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gezhi::geo {

struct Point {
    std::int32_t lat_e7{0};
    std::int32_t lon_e7{0};

    auto operator<=>(const Point&) const = default;

    double lat() const { return lat_e7 / 1e7; }

    double lon() const { return lon_e7 / 1e7; }
};
BOOST_DESCRIBE_STRUCT(Point, (), (lat_e7, lon_e7))

enum class Datum : std::uint8_t { wgs84, cgcs2000, gcj02, bd09 };
BOOST_DESCRIBE_ENUM(Datum, wgs84, cgcs2000, gcj02, bd09)

std::optional<Datum> parse_datum(std::string_view text); // lower case, "wgs84" …

// Empty for NaN, infinity, |lat| > 90 or |lon| > 180. Rounds to the nearest 1e-7 degree.
std::optional<Point> from_degrees(double lat, double lon);
Point to_wgs84(Point at, Datum datum);
Point from_wgs84(Point at, Datum datum);

// Metres on a local equirectangular plane (radius 6 371 008.8 m), good to 0.1 % within 50 km.
double distance_m(Point a, Point b);

// A plane in metres around an origin: x east, y north; and the 150 m cells read tables are indexed by
// (architecture.md 7): cell = row × 2^20 + column, both counted from 2^19 at the origin so that they stay
// positive within 78 000 km.
class Plane {
public:
    explicit Plane(Point origin);

    struct Metres {
        double x{0};
        double y{0};
    };

    Metres metres(Point at) const;
    Point point(Metres at) const;
    std::int64_t cell(Point at) const;

    Point origin() const { return origin_; }

    static constexpr double cell_m = 150;
    static constexpr std::int64_t row_factor = std::int64_t{1} << 20;

private:
    Point origin_;
    double metres_per_lon_e7_{0};
    double metres_per_lat_e7_{0};
};

} // namespace gezhi::geo
