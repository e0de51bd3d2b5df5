#pragma once
// Ids: UUIDv7 (RFC 9562) held as two words, written as 26 lower-case base32 characters (alphabet of RFC 4648
// extended hex: 0-9a-v, so that text order is value order). May be minted by the client. A strong type per
// kind of thing.

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace gezhi {

struct Bits128 {
    std::uint64_t high{0};
    std::uint64_t low{0};

    auto operator<=>(const Bits128&) const = default;
};

std::string base32(const Bits128& bits);
// Nothing but exactly 26 characters of the alphabet, first one at most '7', is an id.
std::optional<Bits128> parse_base32(std::string_view text);

template <class Tag>
struct Id {
    Bits128 bits{};

    auto operator<=>(const Id&) const = default;

    std::string text() const { return base32(bits); }

    bool empty() const { return bits.high == 0 && bits.low == 0; }

    static std::optional<Id> parse(std::string_view text) {
        auto bits = parse_base32(text);
        if (!bits) return std::nullopt;
        return Id{*bits};
    }
};

// The ids that cross rooms. Each room's model may add its own.
using StreamId = Id<struct stream_tag>;
using CommandId = Id<struct command_tag>;
using CaseId = Id<struct case_tag>;
using GridId = Id<struct grid_tag>;
using PlaceId = Id<struct place_tag>;
using UnitId = Id<struct unit_tag>;
using PersonId = Id<struct person_tag>;
using PostId = Id<struct post_tag>;
using FileId = Id<struct file_tag>;
using TextRef = Id<struct text_tag>;

template <class To, class From>
To id_as(const From& from) {
    return To{from.bits};
}

} // namespace gezhi

template <>
struct std::hash<gezhi::Bits128> {
    std::size_t operator()(const gezhi::Bits128& bits) const noexcept {
        return bits.high * 0x9E3779B97F4A7C15ULL ^ bits.low;
    }
};

template <class Tag>
struct std::hash<gezhi::Id<Tag>> {
    std::size_t operator()(const gezhi::Id<Tag>& id) const noexcept {
        return std::hash<gezhi::Bits128>{}(id.bits);
    }
};
