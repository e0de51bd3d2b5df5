#pragma once
// Small text work that GCC 12 lacks, and the two limited types the wire uses. All text is UTF-8.

#include <charconv>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gezhi {

// Free text of at most N characters (code points, not bytes). Only in commands: an event never holds text of
// people.
template <std::size_t N>
struct Text {
    static constexpr std::size_t characters_max = N;
    std::string value;

    auto operator<=>(const Text&) const = default;

    bool empty() const { return value.empty(); }
};

// A whole number within [Min, Max].
template <std::int64_t Min, std::int64_t Max>
struct Count {
    static constexpr std::int64_t min = Min;
    static constexpr std::int64_t max = Max;
    std::int64_t value{Min};

    auto operator<=>(const Count&) const = default;
};

std::size_t count_code_points(std::string_view text);
bool valid_utf8(std::string_view text);
std::string_view trim(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string lower_ascii(std::string_view text);
bool contains(std::string_view text, std::string_view part);
// The first n code points.
std::string_view first_code_points(std::string_view text, std::size_t n);

template <std::integral T>
std::string number(T value) {
    return std::to_string(value);
}

template <std::integral T = std::int64_t>
std::optional<T> parse_number(std::string_view text) {
    T value{};
    const auto* end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data(), end, value);
    if (fault != std::errc{} || stop != end || text.empty()) return std::nullopt;
    return value;
}

template <class Range>
std::string join(const Range& parts, std::string_view between) {
    std::string text;
    for (const auto& part : parts) {
        if (!text.empty()) text += between;
        text += part;
    }
    return text;
}

} // namespace gezhi
