#pragma once
// Placeholder photos of a demo, drawn flat as PNG: ground, sky, a house or a tree, and before the handling
// the thing that is in the way. Nothing in it is taken from a real picture.

#include <string>

namespace gezhi::apps::demo {

struct Scene {
    std::string where{}; // home road metro shop market park river site
    bool before{true};
    unsigned variant{0};
};

std::string draw_scene(const Scene& scene); // bytes of a PNG, 480 × 360

} // namespace gezhi::apps::demo
