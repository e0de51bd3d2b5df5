#pragma once
// Real pictures for tests, drawn and coded while the test runs: what phones send, and what nobody should
// send. The same variant is the same scene, whatever its size and coding.

#include <cstdint>
#include <string>

namespace gezhi::support {

// What decodes them, beside `gezhi`.
inline const std::string picture_program = GEZHI_BINARY_DIR "/src/apps/gezhi-picture";

struct Drawn {
    int width{640};
    int height{480};
    unsigned variant{1};
    int quality{90};
};

std::string jpeg(const Drawn& drawn = {});
std::string png(const Drawn& drawn = {});
std::string webp(const Drawn& drawn = {});
std::string heic(const Drawn& drawn = {});

// The JPEG as a phone writes it: turned, with make, time (2026-11-23 10:00 +08:00) and position
// (31.2125 N, 121.395 E).
std::string with_exif(const std::string& jpeg, int orientation);

// A PNG that promises so many pixels and holds a handful of bytes.
std::string png_that_promises(std::uint32_t width, std::uint32_t height);

} // namespace gezhi::support
