#pragma once
// The reports that every bench here sends, so that the ratios between them compare like with like: plain
// matters of classes that need no photo, spread over the demo street. Deterministic.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace gezhi::bench {

struct Sample {
    std::string text{};
    std::string_view class_code{};
    double lat{0}; // WGS84
    double lon{0};
};

// splitmix64 (Steele, Lea, Flood 2014).
inline std::uint64_t scattered(std::uint64_t n) {
    n += 0x9E3779B97F4A7C15ULL;
    n = (n ^ n >> 30U) * 0xBF58476D1CE4E5B9ULL;
    n = (n ^ n >> 27U) * 0x94D049BB133111EBULL;
    return n ^ n >> 31U;
}

struct Matter {
    std::string_view class_code{};
    std::string_view text{};
};

inline constexpr std::array matters{
    Matter{"08001", "工地半夜还在打桩，整栋楼都睡不着。"},
    Matter{"08001", "清晨五点水泥车就开始卸料，响到七点。"},
    Matter{"08001", "工地照明灯正对着窗，一直照到天亮。"},
    Matter{"08001", "午休时间切割机不停，老人孩子没法休息。"},
};

inline Sample sample(std::uint64_t n) {
    const auto chance = scattered(n);
    const auto& matter = matters[chance % matters.size()];
    return {std::string(matter.text) + "第" + std::to_string(n) + "处", matter.class_code,
            31.2060 + 0.00001 * static_cast<double>(chance >> 8U & 0x3FFU) * 0.88,
            121.3990 + 0.00001 * static_cast<double>(chance >> 24U & 0x3FFU) * 1.27};
}

} // namespace gezhi::bench
