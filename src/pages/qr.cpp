#include "pages/qr.hpp"

#include <fmt/format.h>

#include <png.h>
#include <qrencode.h>

#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <vector>

namespace gezhi::pages {

namespace {

using Code = std::unique_ptr<QRcode, decltype(&QRcode_free)>;

constexpr int quiet = 4; // modules of white around it, ISO/IEC 18004 9.1
constexpr int module_pixels = 8;

Code encode(std::string_view text) {
    const std::string copy(text);
    if (copy.empty() || copy.size() > qr_text_max) return {nullptr, &QRcode_free};
    return {QRcode_encodeString8bit(copy.c_str(), 0, QR_ECLEVEL_M), &QRcode_free};
}

bool dark(const Code& code, int x, int y) {
    if (x < 0 || y < 0 || x >= code->width || y >= code->width) return false;
    return (code->data[y * code->width + x] & 1) != 0;
}

} // namespace

std::string qr_svg(std::string_view text) {
    const auto code = encode(text);
    if (!code) return {};
    const int side = code->width + 2 * quiet;
    std::string svg =
        fmt::format("<svg class=\"qr\" viewBox=\"0 0 {0} {0}\" aria-hidden=\"true\" focusable=\"false\">"
                    "<path fill=\"#fff\" d=\"M0 0h{0}v{0}H0z\"/><path fill=\"#000\" d=\"",
                    side);
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x) {
            if (!dark(code, x, y)) continue;
            int run = 1;
            while (dark(code, x + run, y)) ++run;
            fmt::format_to(std::back_inserter(svg), "M{} {}h{}v1h-{}z", x + quiet, y + quiet, run, run);
            x += run - 1;
        }
    return svg + "\"/></svg>";
}

std::string qr_png(std::string_view text) {
    const auto code = encode(text);
    if (!code) return {};
    const auto side = static_cast<std::uint32_t>((code->width + 2 * quiet) * module_pixels);
    std::vector<std::uint8_t> grey(std::size_t{side} * side);
    for (std::uint32_t y = 0; y < side; ++y)
        for (std::uint32_t x = 0; x < side; ++x)
            grey[std::size_t{y} * side + x] = dark(code, static_cast<int>(x) / module_pixels - quiet,
                                                   static_cast<int>(y) / module_pixels - quiet)
                                                  ? 0
                                                  : 255;
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = side;
    image.height = side;
    image.format = PNG_FORMAT_GRAY;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    std::string png(size, '\0');
    if (png_image_write_to_memory(&image, png.data(), &size, 0, grey.data(), 0, nullptr) == 0) return {};
    png.resize(size);
    return png;
}

} // namespace gezhi::pages
