#pragma once
// A code: a short word for machines (class 06010, unit city_ops, grid 310105006-G1, number
// TS20261123R000178). The only text an event may hold. 1 to 40 characters of A-Z a-z 0-9 _ . : / -; empty
// means none.

#include <compare>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace gezhi {

struct Code {
    std::string value{};

    auto operator<=>(const Code&) const = default;

    bool empty() const { return value.empty(); }

    static constexpr std::size_t length_max = 40;
    static bool valid(std::string_view text);
    static std::optional<Code> parse(std::string_view text);
};

} // namespace gezhi

template <>
struct std::hash<gezhi::Code> {
    std::size_t operator()(const gezhi::Code& code) const noexcept {
        return std::hash<std::string>{}(code.value);
    }
};
