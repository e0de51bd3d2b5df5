#include "support/pictures.hpp"

#include <cstdlib>
#include <vector>
#include <vips/vips.h>

namespace gezhi::support {

namespace {

void must(bool good) {
    if (!good) std::abort();
}

VipsImage* scene(const Drawn& drawn) {
    [[maybe_unused]] static const bool started = VIPS_INIT("tests") == 0;
    must(started);
    constexpr int side = 512; // drawn once, then scaled: the same scene in every size
    std::vector<unsigned char> shades(side * side * 3);
    std::srand(drawn.variant);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            for (int c = 0; c < 3; ++c)
                shades[static_cast<std::size_t>((y * side + x) * 3 + c)] =
                    static_cast<unsigned char>((x * (c + 1) + y * 2) / 8 % 256);
    for (int n = 0; n < 24; ++n) {
        const int left = std::rand() % side;
        const int top = std::rand() % side;
        const int wide = 40 + std::rand() % 120;
        const int high = 40 + std::rand() % 120;
        for (int y = top; y < std::min(side, top + high); ++y)
            for (int x = left; x < std::min(side, left + wide); ++x)
                for (int c = 0; c < 3; ++c)
                    shades[static_cast<std::size_t>((y * side + x) * 3 + c)] =
                        static_cast<unsigned char>((n * 53 + c * 40) % 256);
    }
    auto* drawn_once =
        vips_image_new_from_memory_copy(shades.data(), shades.size(), side, side, 3, VIPS_FORMAT_UCHAR);
    must(drawn_once != nullptr);
    drawn_once->Type = VIPS_INTERPRETATION_sRGB;
    VipsImage* scaled = nullptr;
    must(vips_resize(drawn_once, &scaled, static_cast<double>(drawn.width) / side, "vscale",
                     static_cast<double>(drawn.height) / side, nullptr) == 0);
    g_object_unref(drawn_once);
    return scaled;
}

template <class Save>
std::string coded(const Drawn& drawn, Save save) {
    auto* image = scene(drawn);
    void* data = nullptr;
    std::size_t size = 0;
    must(save(image, &data, &size) == 0);
    std::string bytes(static_cast<const char*>(data), size);
    g_free(data);
    g_object_unref(image);
    return bytes;
}

std::string big(std::uint64_t value, std::size_t size) {
    std::string text;
    for (std::size_t i = size; i > 0; --i) text += static_cast<char>(value >> (8 * (i - 1)) & 0xFFU);
    return text;
}

std::string entry(unsigned tag, unsigned type, std::size_t count, const std::string& value) {
    auto padded = value;
    padded.resize(4, '\0');
    return big(tag, 2) + big(type, 2) + big(count, 4) + padded;
}

std::string fraction(unsigned over, unsigned under) {
    return big(over, 4) + big(under, 4);
}

// TIFF, big-endian: the first directory, the camera's, the position's, then what does not fit into entries.
std::string tiff(int orientation) {
    constexpr std::size_t first = 8;
    constexpr std::size_t camera = first + 2 + 4 * 12 + 4;
    constexpr std::size_t position = camera + 2 + 2 * 12 + 4;
    constexpr std::size_t rest = position + 2 + 4 * 12 + 4;
    const std::string make("Telephone\0", 10);
    const std::string taken("2026:11:23 10:00:00\0", 20);
    const std::string zone("+08:00\0", 7);
    const auto north = fraction(31, 1) + fraction(12, 1) + fraction(4500, 100);
    const auto east = fraction(121, 1) + fraction(23, 1) + fraction(4200, 100);
    const auto at_taken = rest + make.size();
    const auto at_zone = at_taken + taken.size();
    const auto at_north = at_zone + zone.size();
    const auto at_east = at_north + north.size();
    return std::string("MM\0\x2A", 4) + big(first, 4) + big(4, 2) +
           entry(0x010F, 2, make.size(), big(rest, 4)) +
           entry(0x0112, 3, 1, big(static_cast<std::uint64_t>(orientation), 2)) +
           entry(0x8769, 4, 1, big(camera, 4)) + entry(0x8825, 4, 1, big(position, 4)) + big(0, 4) +
           big(2, 2) + entry(0x9003, 2, taken.size(), big(at_taken, 4)) +
           entry(0x9011, 2, zone.size(), big(at_zone, 4)) + big(0, 4) + big(4, 2) + entry(1, 2, 2, "N") +
           entry(2, 5, 3, big(at_north, 4)) + entry(3, 2, 2, "E") + entry(4, 5, 3, big(at_east, 4)) +
           big(0, 4) + make + taken + zone + north + east;
}

} // namespace

std::string jpeg(const Drawn& drawn) {
    return coded(drawn, [&](VipsImage* image, void** data, std::size_t* size) {
        return vips_jpegsave_buffer(image, data, size, "Q", drawn.quality, nullptr);
    });
}

std::string png(const Drawn& drawn) {
    return coded(drawn, [&](VipsImage* image, void** data, std::size_t* size) {
        return vips_pngsave_buffer(image, data, size, nullptr);
    });
}

std::string webp(const Drawn& drawn) {
    return coded(drawn, [&](VipsImage* image, void** data, std::size_t* size) {
        return vips_webpsave_buffer(image, data, size, "Q", drawn.quality, nullptr);
    });
}

std::string heic(const Drawn& drawn) {
    return coded(drawn, [&](VipsImage* image, void** data, std::size_t* size) {
        return vips_heifsave_buffer(image, data, size, "Q", drawn.quality, nullptr);
    });
}

std::string with_exif(const std::string& jpeg, int orientation) {
    const auto content = std::string("Exif\0\0", 6) + tiff(orientation);
    return jpeg.substr(0, 2) + "\xFF\xE1" + big(content.size() + 2, 2) + content + jpeg.substr(2);
}

std::string png_that_promises(std::uint32_t width, std::uint32_t height) {
    const auto chunk = [](const std::string& name, const std::string& content) {
        std::uint32_t sum = 0xFFFFFFFFU; // CRC of ISO 3309
        for (const char byte : name + content) {
            sum ^= static_cast<unsigned char>(byte);
            for (int i = 0; i < 8; ++i) sum = sum >> 1U ^ ((sum & 1U) != 0 ? 0xEDB88320U : 0);
        }
        return big(content.size(), 4) + name + content + big(~sum, 4);
    };
    return "\x89PNG\r\n\x1A\n" +
           chunk("IHDR", big(width, 4) + big(height, 4) + std::string("\x08\x02\0\0\0", 5)) +
           chunk("IDAT", std::string("\x78\x9C\x03\0\0\0\0\x01", 8)) + chunk("IEND", "");
}

} // namespace gezhi::support
