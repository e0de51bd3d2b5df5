#pragma once
// The decoder: the only place that looks into a stranger's picture (libvips, exiv2). Runs in a process of its
// own and nowhere else. Gives a JPEG that is turned upright, at most so large, without a trace of its maker,
// a small one beside it, and how it looks. Anything damaged inside is refused.

#include "modules/files/pipe.hpp"

namespace gezhi::files {

struct Made {
    Type type{Type::jpeg}; // of what was sent
    std::int64_t width{0}; // of what is kept
    std::int64_t height{0};
    std::string picture{};
    std::string thumb{};
    Likeness likeness{};
    Hint hint{};
};

// Once, before the others; false when the library does not start.
bool start_decoder();
Result<Made> decode(std::string_view bytes);
// A picture of our own, painted over where the strokes say, for good.
Result<Made> wipe(std::string_view bytes, const std::vector<Stroke>& strokes);

} // namespace gezhi::files
