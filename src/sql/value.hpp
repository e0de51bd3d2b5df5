#pragma once
// What goes into and comes out of a statement: whole numbers and text, each possibly absent, and nothing
// else. SQLite would accept text in a BIGINT column; typed Values are why it never gets any.

#include "base/code.hpp"
#include "base/digest.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace gezhi::sql {

enum class Type : std::uint8_t { integer, text };

struct Value {
    Type type{Type::integer};
    bool null{false};
    std::int64_t integer{0};
    std::string text{};

    bool operator==(const Value&) const = default;
};

template <class T>
constexpr bool is_optional = false;
template <class T>
constexpr bool is_optional<std::optional<T>> = true;
template <class T>
constexpr bool is_id = false;
template <class Tag>
constexpr bool is_id<Id<Tag>> = true;

template <class T>
constexpr Type type_of() {
    if constexpr (is_optional<T>)
        return type_of<typename T::value_type>();
    else if constexpr (std::is_integral_v<T> || std::is_same_v<T, Instant>)
        return Type::integer;
    else
        return Type::text;
}

template <class T>
Value value_of(const T& member) {
    if constexpr (is_optional<T>) {
        if (!member) return {type_of<T>(), true, 0, {}};
        return value_of(*member);
    } else if constexpr (std::is_integral_v<T>)
        return {Type::integer, false, static_cast<std::int64_t>(member), {}};
    else if constexpr (std::is_same_v<T, Instant>)
        return {Type::integer, false, member.us, {}};
    else if constexpr (std::is_same_v<T, Code>)
        return {Type::text, false, 0, member.value};
    else if constexpr (std::is_same_v<T, Digest>)
        return {Type::text, false, 0, member.text()};
    else if constexpr (is_id<T>)
        return {Type::text, false, 0, member.empty() ? std::string() : member.text()};
    else if constexpr (std::is_enum_v<T>) {
        Value value{Type::text, false, 0, {}};
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto d) {
            if (d.value == member) value.text = d.name;
        });
        return value;
    } else
        return {Type::text, false, 0, std::string(member)};
}

template <class T>
void value_into(const Value& value, T& member) {
    if constexpr (is_optional<T>) {
        if (value.null)
            member.reset();
        else
            value_into(value, member.emplace());
    } else if constexpr (std::is_integral_v<T>)
        member = static_cast<T>(value.integer);
    else if constexpr (std::is_same_v<T, Instant>)
        member.us = value.integer;
    else if constexpr (std::is_same_v<T, Code>)
        member.value = value.text;
    else if constexpr (std::is_same_v<T, Digest>)
        member = Digest::parse(value.text).value_or(Digest{});
    else if constexpr (is_id<T>)
        member = T::parse(value.text).value_or(T{});
    else if constexpr (std::is_enum_v<T>) {
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto d) {
            if (value.text == d.name) member = d.value;
        });
    } else
        member = value.text;
}

struct Bind {
    std::string name;
    Value value;

    template <class T>
    Bind(std::string_view as, const T& member) : name(as), value(value_of(member)) {}

    Bind(std::string_view as, Value given) : name(as), value(std::move(given)) {}
};

} // namespace gezhi::sql
