#include "modules/files/exif.hpp"

#include "base/text.hpp"

#include <cmath>
#include <exiv2/exiv2.hpp>

namespace gezhi::files {

namespace {

using namespace std::string_view_literals;

std::string text_of(const Exiv2::ExifData& data, const char* key) {
    const auto found = data.findKey(Exiv2::ExifKey(key));
    return found == data.end() ? std::string() : found->toString();
}

// "2026:11:23 10:00:00", in the zone the camera names, else the street's.
std::optional<Instant> taken_at(const Exiv2::ExifData& data) {
    auto text = text_of(data, "Exif.Photo.DateTimeOriginal");
    if (text.size() != 19 || text[4] != ':' || text[7] != ':' || text[10] != ' ') return std::nullopt;
    text[4] = text[7] = '-';
    text[10] = 'T';
    const auto zone = text_of(data, "Exif.Photo.OffsetTimeOriginal");
    return parse_iso(text + (zone.size() == 6 ? zone : "+08:00"));
}

// Degrees, minutes, seconds as fractions; the reference says the half of the earth.
std::optional<std::int64_t> degrees_e7(const Exiv2::ExifData& data, const char* key, const char* half_key,
                                       double limit) {
    const auto found = data.findKey(Exiv2::ExifKey(key));
    if (found == data.end() || found->count() != 3) return std::nullopt;
    double sum = 0;
    double scale = 1;
    for (int i = 0; i < 3; ++i) {
        const auto part = found->toRational(i);
        if (part.second == 0) return std::nullopt;
        sum += static_cast<double>(part.first) / static_cast<double>(part.second) / scale;
        scale *= 60;
    }
    const auto half = text_of(data, half_key);
    if (half == "S" || half == "W") sum = -sum;
    if (!std::isfinite(sum) || std::abs(sum) > limit) return std::nullopt;
    return static_cast<std::int64_t>(std::llround(sum * 1e7));
}

} // namespace

Hint read_exif(std::string_view blob) {
    if (blob.starts_with("Exif\0\0"sv)) blob.remove_prefix(6);
    Hint hint;
    try {
        Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
        Exiv2::ExifData data;
        Exiv2::ExifParser::decode(data, reinterpret_cast<const Exiv2::byte*>(blob.data()),
                                  static_cast<std::uint32_t>(blob.size()));
        hint.taken_at = taken_at(data);
        hint.lat_e7 = degrees_e7(data, "Exif.GPSInfo.GPSLatitude", "Exif.GPSInfo.GPSLatitudeRef", 90);
        hint.lon_e7 = degrees_e7(data, "Exif.GPSInfo.GPSLongitude", "Exif.GPSInfo.GPSLongitudeRef", 180);
    } catch (const std::exception&) {
        return {}; // what exiv2 does not read is no hint
    }
    if (!hint.lat_e7 || !hint.lon_e7) hint.lat_e7 = hint.lon_e7 = std::nullopt;
    return hint;
}

} // namespace gezhi::files
