#include "apps/demo/drawing.hpp"

#include "base/error.hpp"

#include <png.h>

#include <array>
#include <map>
#include <vector>

namespace gezhi::apps::demo {

namespace {

constexpr int width = 480;
constexpr int height = 360;
constexpr int horizon = 210;

enum Colour : unsigned char { sky, wall, window_, ground, kerb, leaf, trunk, water, pile, bag, cone, shade };

constexpr std::array<png_color, 12> palette{{{214, 226, 235},
                                             {226, 214, 196},
                                             {158, 178, 190},
                                             {190, 188, 184},
                                             {150, 148, 144},
                                             {122, 158, 116},
                                             {124, 104, 86},
                                             {146, 182, 196},
                                             {138, 110, 84},
                                             {78, 92, 104},
                                             {214, 112, 62},
                                             {168, 166, 162}}};

struct Canvas {
    std::vector<unsigned char> pixels = std::vector<unsigned char>(width * height, sky);

    void box(int x, int y, int w, int h, Colour colour) {
        for (int row = std::max(0, y); row < std::min(height, y + h); ++row)
            for (int column = std::max(0, x); column < std::min(width, x + w); ++column)
                pixels[static_cast<std::size_t>(row * width + column)] = colour;
    }

    void disc(int x, int y, int radius, Colour colour) {
        for (int dy = -radius; dy <= radius; ++dy)
            for (int dx = -radius; dx <= radius; ++dx)
                if (dx * dx + dy * dy <= radius * radius) box(x + dx, y + dy, 1, 1, colour);
    }

    void triangle(int x, int y, int half, int tall, Colour colour) {
        for (int row = 0; row < tall; ++row)
            box(x - half * row / tall, y + row, 2 * half * row / tall + 1, 1, colour);
    }
};

void house(Canvas& canvas, int x, int w, int top) {
    canvas.box(x, top, w, horizon - top, wall);
    for (int row = top + 16; row + 22 < horizon; row += 38)
        for (int column = x + 14; column + 18 < x + w; column += 34) canvas.box(column, row, 18, 22, window_);
}

void tree(Canvas& canvas, int x, int tall) {
    canvas.box(x - 5, horizon - tall / 2, 10, tall / 2 + 8, trunk);
    canvas.disc(x, horizon - tall / 2 - tall / 4, tall / 3, leaf);
}

void background(Canvas& canvas, const Scene& scene) {
    const auto shift = static_cast<int>(scene.variant % 7) * 12;
    canvas.box(0, horizon, width, height - horizon, ground);
    if (scene.where == "river") canvas.box(0, horizon - 40, width, 60, water);
    if (scene.where == "home" || scene.where == "shop" || scene.where == "market" || scene.where == "metro") {
        house(canvas, 20 + shift, 180, 60);
        house(canvas, 250 + shift, 150, 90);
    } else if (scene.where == "site") {
        for (int x = 0; x < width; x += 60)
            canvas.box(x, 120, 56, horizon - 120, x / 60 % 2 == 0 ? wall : shade);
    } else {
        house(canvas, 300 + shift / 2, 120, 80);
    }
    if (scene.where == "park" || scene.where == "road" || scene.where == "river")
        for (int x = 50 + shift; x < width; x += 140) tree(canvas, x, 110);
    canvas.box(0, horizon, width, 10, kerb);
    for (int x = 0; x < width; x += 48) canvas.box(x, horizon + 10, 2, height - horizon, kerb);
}

void trouble(Canvas& canvas, const Scene& scene) {
    const auto x = 140 + static_cast<int>(scene.variant % 11) * 18;
    switch (scene.variant % 3) {
    case 0: // bags
        for (int i = 0; i < 5; ++i) canvas.disc(x + i * 26, 300 - i % 2 * 18, 22, i % 2 == 0 ? bag : pile);
        break;
    case 1: // cones
        for (int i = 0; i < 4; ++i) canvas.triangle(x + i * 44, 262, 14, 48, cone);
        break;
    default: // a heap and a puddle
        canvas.disc(x, 330, 40, pile);
        canvas.box(x - 90, 326, 260, 12, bag);
        break;
    }
}

void append(png_structp png, png_bytep bytes, png_size_t size) {
    static_cast<std::string*>(png_get_io_ptr(png))->append(reinterpret_cast<const char*>(bytes), size);
}

} // namespace

std::string draw_scene(const Scene& scene) {
    Canvas canvas;
    background(canvas, scene);
    if (scene.before) trouble(canvas, scene);
    std::string bytes;
    auto* png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    auto* info = png_create_info_struct(png);
    require(png != nullptr && info != nullptr, "libpng starts");
    png_set_write_fn(png, &bytes, append, nullptr);
    png_set_IHDR(png, info, width, height, 4, PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_PLTE(png, info, palette.data(), static_cast<int>(palette.size()));
    png_write_info(png, info);
    png_set_packing(png); // one pixel a byte here, two in the file
    for (int row = 0; row < height; ++row)
        png_write_row(png, canvas.pixels.data() + static_cast<std::ptrdiff_t>(row) * width);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return bytes;
}

} // namespace gezhi::apps::demo
