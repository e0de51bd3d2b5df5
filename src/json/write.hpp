#pragma once
// Writing described structs as JSON, straight into a string. Two styles: `wire` (instants as ISO 8601 with
// the street's offset) for people and programs outside, `stored` (instants as integers) for events and read
// rows. No member of an absent optional is written. Keys come in the order of the description, so the same
// value gives the same bytes.

#include "json/describe.hpp"

namespace gezhi::json {

enum class Style : std::uint8_t { wire, stored };

void escape_to(std::string& out, std::string_view text); // with the quotes
void number_to(std::string& out, double value);
std::string escape(std::string_view text);

template <class T>
void write_to(std::string& out, const T& value, Style style);

namespace detail {

template <class T>
void write_struct(std::string& out, const T& value, Style style, bool first) {
    boost::mp11::mp_for_each<Members<T>>([&](auto d) {
        const auto& member = value.*d.pointer;
        if constexpr (Optional<std::remove_cvref_t<decltype(member)>>) {
            if (!member) return;
        }
        if (!first) out += ',';
        first = false;
        out += '"';
        out += d.name;
        out += "\":";
        write_to(out, member, style);
    });
}

template <class Range>
void write_list(std::string& out, const Range& range, Style style) {
    out += '[';
    bool first = true;
    for (const auto& item : range) {
        if (!first) out += ',';
        first = false;
        write_to(out, item, style);
    }
    out += ']';
}

template <class T>
void write_map(std::string& out, const T& map, Style style) {
    out += '{';
    bool first = true;
    for (const auto& [key, item] : map) {
        if (!first) out += ',';
        first = false;
        escape_to(out, key);
        out += ':';
        write_to(out, item, style);
    }
    out += '}';
}

} // namespace detail

// A variant is written as {"name": …, members}.
template <class T>
void write_tagged(std::string& out, const T& value, Style style) {
    out += R"({"name":)";
    escape_to(out, T::name);
    detail::write_struct(out, value, style, false);
    out += '}';
}

template <class T>
void write_to(std::string& out, const T& value, Style style) {
    if constexpr (std::is_same_v<T, bool>)
        out += value ? "true" : "false";
    else if constexpr (std::is_integral_v<T>)
        out += std::to_string(value);
    else if constexpr (std::is_floating_point_v<T>)
        number_to(out, value);
    else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, std::string_view>)
        escape_to(out, value);
    else if constexpr (Masked<T>)
        escape_to(out, value.shown());
    else if constexpr (IsText<T>::value)
        escape_to(out, value.value);
    else if constexpr (IsCount<T>::value)
        out += std::to_string(value.value);
    else if constexpr (std::is_same_v<T, Code>)
        escape_to(out, value.value);
    else if constexpr (std::is_same_v<T, Digest>)
        escape_to(out, value.text());
    else if constexpr (AnyId<T>)
        escape_to(out, value.text());
    else if constexpr (std::is_same_v<T, Instant>) {
        if (style == Style::stored)
            out += std::to_string(value.us);
        else
            escape_to(out, iso(value));
    } else if constexpr (std::is_same_v<T, std::chrono::year_month_day>)
        escape_to(out, iso_date(value));
    else if constexpr (DescribedEnum<T>)
        escape_to(out, enum_name(value));
    else if constexpr (Optional<T>) {
        if (value)
            write_to(out, *value, style);
        else
            out += "null";
    } else if constexpr (Vector<T>)
        detail::write_list(out, value, style);
    else if constexpr (Map<T>)
        detail::write_map(out, value, style);
    else if constexpr (Variant<T>)
        std::visit([&](const auto& one) { write_tagged(out, one, style); }, value);
    else {
        static_assert(DescribedStruct<T>, "describe this type");
        out += '{';
        detail::write_struct(out, value, style, true);
        out += '}';
    }
}

template <class T>
std::string write(const T& value, Style style = Style::wire) {
    std::string out;
    write_to(out, value, style);
    return out;
}

} // namespace gezhi::json
