#include "modules/files/decode.hpp"

#include "modules/files/child.hpp"
#include "modules/files/exif.hpp"
#include "modules/files/sniff.hpp"

#include <algorithm>
#include <memory>

// The second needs the first.
// clang-format off
#include <vips/vips.h>
#include <vips/vector.h>

// clang-format on

namespace gezhi::files {

namespace {

struct Unref {
    void operator()(VipsImage* image) const { g_object_unref(image); }
};

using Image = std::unique_ptr<VipsImage, Unref>;

// The colour a wiped place has: of no skin, no plate, no door.
constexpr std::array<double, 3> wiped{64, 68, 74};

// The whole picture or none: a decoder that fills up with grey has not seen what was sent.
constexpr auto strict = "[fail_on=truncated]";

std::string_view loader_of(Type type) {
    switch (type) {
    case Type::jpeg:
        return "VipsForeignLoadJpegBuffer";
    case Type::png:
        return "VipsForeignLoadPngBuffer";
    case Type::webp:
        return "VipsForeignLoadWebpBuffer";
    case Type::heic:
        return "VipsForeignLoadHeifBuffer";
    case Type::m4a:
    case Type::mp3:
    case Type::aac:
    case Type::ogg:
    case Type::wav:
    case Type::webm:
    case Type::amr:
        break; // no sound comes here
    }
    return {};
}

// A step of libvips: zero is good.
template <class Step>
Result<Image> step(Step one) {
    VipsImage* made = nullptr;
    if (one(&made) != 0) return refuse(rules::cut_off);
    return Image(made);
}

Result<Image> header_of(std::string_view bytes, Type type) {
    const char* loader = vips_foreign_find_load_buffer(bytes.data(), bytes.size());
    if (loader == nullptr || loader_of(type) != loader) return refuse(rules::not_a_picture);
    Image image(vips_image_new_from_buffer(bytes.data(), bytes.size(), strict, nullptr));
    if (!image) return refuse(rules::cut_off);
    const std::int64_t width = vips_image_get_width(image.get());
    const std::int64_t height = vips_image_get_height(image.get());
    if (width > picture_side_max || height > picture_side_max || width * height > picture_pixels_max)
        return refuse(rules::too_many_pixels,
                      {{"limit_megapixels", std::to_string(picture_pixels_max / 1'000'000)}});
    return image;
}

Hint hint_of(VipsImage* image) {
    const void* data = nullptr;
    std::size_t size = 0;
    if (vips_image_get_typeof(image, VIPS_META_EXIF_NAME) == 0 ||
        vips_image_get_blob(image, VIPS_META_EXIF_NAME, &data, &size) != 0 || data == nullptr)
        return {};
    return read_exif({static_cast<const char*>(data), size});
}

// Upright, at most `side` on a side, decoded no larger than needed where the format allows it.
Result<Image> shrunk(std::string_view bytes, bool has_profile, int side) {
    return step([&](VipsImage** out) {
        void* data = const_cast<char*>(bytes.data());
        if (has_profile)
            return vips_thumbnail_buffer(data, bytes.size(), out, side, "height", side, "size",
                                         VIPS_SIZE_DOWN, "option_string", strict, "export_profile", "srgb",
                                         nullptr);
        return vips_thumbnail_buffer(data, bytes.size(), out, side, "height", side, "size", VIPS_SIZE_DOWN,
                                     "option_string", strict, nullptr);
    });
}

// Eight bits, three colours, nothing transparent, in memory: here a damaged picture shows.
Result<Image> plain(Image image) {
    if (vips_image_hasalpha(image.get()) != 0) {
        const std::array<double, 1> white{255};
        auto* background = vips_array_double_new(white.data(), 1);
        auto flat = step([&](VipsImage** out) {
            return vips_flatten(image.get(), out, "background", background, nullptr);
        });
        vips_area_unref(VIPS_AREA(background));
        if (!flat) return refuse(std::move(flat).error());
        image = std::move(*flat);
    }
    GEZHI_TRY(colour, step([&](VipsImage** out) {
                  return vips_colourspace(image.get(), out, VIPS_INTERPRETATION_sRGB, nullptr);
              }));
    GEZHI_TRY(bytes, step([&](VipsImage** out) {
                  return vips_cast(colour.get(), out, VIPS_FORMAT_UCHAR, nullptr);
              }));
    Image kept(vips_image_copy_memory(bytes.get()));
    if (!kept || vips_image_get_bands(kept.get()) != 3) return refuse(rules::cut_off);
    return kept;
}

Result<std::string> as_jpeg(VipsImage* image, int quality) {
    void* data = nullptr;
    std::size_t size = 0;
    if (vips_jpegsave_buffer(image, &data, &size, "Q", quality, "strip", TRUE, "optimize_coding", TRUE,
                             nullptr) != 0)
        return refuse(rules::cut_off);
    std::string made(static_cast<const char*>(data), size);
    g_free(data);
    return made;
}

Result<Likeness> likeness(VipsImage* image) {
    constexpr int side = static_cast<int>(likeness_side);
    GEZHI_TRY(small, step([&](VipsImage** out) {
                  return vips_thumbnail_image(image, out, side, "height", side, "size", VIPS_SIZE_FORCE,
                                              nullptr);
              }));
    GEZHI_TRY(grey, step([&](VipsImage** out) {
                  return vips_colourspace(small.get(), out, VIPS_INTERPRETATION_B_W, nullptr);
              }));
    std::size_t size = 0;
    void* data = vips_image_write_to_memory(grey.get(), &size);
    if (data == nullptr) return refuse(rules::cut_off);
    Grey shades{};
    const bool whole = size == shades.size();
    if (whole) std::copy_n(static_cast<const std::uint8_t*>(data), size, shades.begin());
    g_free(data);
    if (!whole) return refuse(rules::cut_off);
    return likeness_of(shades);
}

Result<Made> made_of(VipsImage* image) {
    Made made;
    made.width = vips_image_get_width(image);
    made.height = vips_image_get_height(image);
    GEZHI_TRY(picture, as_jpeg(image, kept_quality));
    made.picture = std::move(picture);
    GEZHI_TRY(small, step([&](VipsImage** out) {
                  return vips_thumbnail_image(image, out, thumb_side_max, "height", thumb_side_max, "size",
                                              VIPS_SIZE_DOWN, nullptr);
              }));
    GEZHI_TRY(thumb, as_jpeg(small.get(), thumb_quality));
    made.thumb = std::move(thumb);
    GEZHI_TRY(alike, likeness(image));
    made.likeness = alike;
    return made;
}

std::vector<double> ink() {
    return {wiped.begin(), wiped.end()};
}

// Discs along the line, close enough to leave no gap.
int paint(VipsImage* image, const Stroke& stroke) {
    auto colour = ink();
    const auto draw = [&](std::int64_t x, std::int64_t y) {
        return vips_draw_circle(image, colour.data(), 3, static_cast<int>(x), static_cast<int>(y),
                                static_cast<int>(stroke.radius), "fill", TRUE, nullptr);
    };
    const auto dx = stroke.to_x - stroke.x;
    const auto dy = stroke.to_y - stroke.y;
    const auto length = std::max(std::abs(dx), std::abs(dy));
    const auto steps = length / std::max<std::int64_t>(1, stroke.radius / 2) + 1;
    for (std::int64_t i = 0; i <= steps; ++i)
        if (draw(stroke.x + dx * i / steps, stroke.y + dy * i / steps) != 0) return -1;
    return 0;
}

int cover(VipsImage* image, const Stroke& stroke) {
    auto colour = ink();
    const auto left = std::min(stroke.x, stroke.to_x);
    const auto top = std::min(stroke.y, stroke.to_y);
    return vips_draw_rect(image, colour.data(), 3, static_cast<int>(left), static_cast<int>(top),
                          static_cast<int>(std::abs(stroke.to_x - stroke.x) + 1),
                          static_cast<int>(std::abs(stroke.to_y - stroke.y) + 1), "fill", TRUE, nullptr);
}

} // namespace

bool start_decoder() {
    if (VIPS_INIT(program_name.data()) != 0) return false;
    vips_block_untrusted_set(TRUE);
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    vips_vector_set_enabled(FALSE); // no code made while running
    return true;
}

Result<Made> decode(std::string_view bytes) {
    const auto type = recognise(bytes);
    if (!type) return refuse(rules::not_a_picture);
    GEZHI_TRY(header, header_of(bytes, *type));
    const auto hint = hint_of(header.get());
    const bool has_profile = vips_image_get_typeof(header.get(), VIPS_META_ICC_NAME) != 0;
    GEZHI_TRY(small, shrunk(bytes, has_profile, picture_kept_side_max));
    GEZHI_TRY(image, plain(std::move(small)));
    GEZHI_TRY(made, made_of(image.get()));
    made.type = *type;
    made.hint = hint;
    return made;
}

Result<Made> wipe(std::string_view bytes, const std::vector<Stroke>& strokes) {
    if (recognise(bytes) != Type::jpeg) return refuse(rules::not_a_picture);
    GEZHI_TRY(header, header_of(bytes, Type::jpeg));
    GEZHI_TRY(image, plain(std::move(header)));
    for (const auto& stroke : strokes)
        if ((stroke.radius > 0 ? paint(image.get(), stroke) : cover(image.get(), stroke)) != 0)
            return refuse(rules::cut_off);
    return made_of(image.get());
}

} // namespace gezhi::files
