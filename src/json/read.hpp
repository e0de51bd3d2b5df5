#pragma once
// Reading JSON into described structs. Every fault is collected with its RFC 6901 pointer; unknown members,
// wrong types, missing members, texts that are too long, control characters and numbers out of range are
// faults, never guesses.

#include "json/describe.hpp"
#include "json/node.hpp"
#include "json/write.hpp"

namespace gezhi::json {

constexpr std::size_t faults_max = 20;

class Reader {
public:
    explicit Reader(Style style) : style_(style) {}

    Style style() const { return style_; }

    void fault(std::string_view code, Params params = {});
    void enter(std::string_view key);
    void enter(std::size_t index);

    void leave(std::size_t length) { pointer_.resize(length); }

    std::size_t mark() const { return pointer_.size(); }

    bool clean(Node node, std::string& into); // a string without control characters but newline and tab

    std::vector<Fault> take() { return std::move(faults_); }

    bool ok() const { return faults_.empty(); }

private:
    Style style_;
    std::string pointer_;
    std::vector<Fault> faults_;
};

template <class T>
void read_into(Reader& reader, Node node, T& value);

namespace detail {

template <class T>
void read_integer(Reader& reader, Node node, T& value) {
    if (node.type() != Type::integer)
        return reader.fault(node.type() == Type::number ? "json/not-whole" : "json/wrong-type",
                            {{"expected", "integer"}});
    const auto n = node.integer();
    if (!std::in_range<T>(n)) return reader.fault("json/out-of-range");
    value = static_cast<T>(n);
}

template <class T>
void read_text(Reader& reader, Node node, T& value) {
    if (!reader.clean(node, value.value)) return;
    if (count_code_points(value.value) > T::characters_max)
        reader.fault("json/too-long", {{"max", number(T::characters_max)}});
}

template <class T>
void read_count(Reader& reader, Node node, T& value) {
    read_integer(reader, node, value.value);
    if (value.value < T::min || value.value > T::max) {
        reader.fault("json/out-of-range", {{"min", number(T::min)}, {"max", number(T::max)}});
        value.value = T::min;
    }
}

template <class T>
void read_parsed(Reader& reader, Node node, T& value, std::string_view code, auto parse) {
    std::string text;
    if (!reader.clean(node, text)) return;
    if (const auto parsed = parse(text))
        value = *parsed;
    else
        reader.fault(code);
}

template <class T>
void read_list(Reader& reader, Node node, T& list) {
    if (node.type() != Type::array) return reader.fault("json/wrong-type", {{"expected", "array"}});
    list.reserve(node.size());
    for (std::size_t i = 0; i < node.size(); ++i) {
        const auto mark = reader.mark();
        reader.enter(i);
        typename T::value_type item{};
        read_into(reader, node.at(i), item);
        list.push_back(std::move(item));
        reader.leave(mark);
    }
}

template <class T>
void read_map(Reader& reader, Node node, T& map) {
    if (node.type() != Type::object) return reader.fault("json/wrong-type", {{"expected", "object"}});
    for (std::size_t i = 0; i < node.size(); ++i) {
        const auto mark = reader.mark();
        reader.enter(node.key(i));
        read_into(reader, node.member(i), map[std::string(node.key(i))]);
        reader.leave(mark);
    }
}

template <class T>
void refuse_unknown(Reader& reader, Node node, bool tagged) {
    for (std::size_t i = 0; i < node.size(); ++i) {
        const auto key = node.key(i);
        bool known = tagged && key == "name";
        boost::mp11::mp_for_each<Members<T>>([&](auto d) { known = known || key == d.name; });
        if (known) continue;
        const auto mark = reader.mark();
        reader.enter(key);
        reader.fault("json/unknown-member");
        reader.leave(mark);
    }
}

template <class T>
void read_struct(Reader& reader, Node node, T& value, bool tagged = false) {
    if (node.type() != Type::object) return reader.fault("json/wrong-type", {{"expected", "object"}});
    boost::mp11::mp_for_each<Members<T>>([&](auto d) {
        auto& member = value.*d.pointer;
        const auto found = node.find(d.name);
        const auto mark = reader.mark();
        reader.enter(d.name);
        if (found)
            read_into(reader, *found, member);
        else if (!Optional<std::remove_cvref_t<decltype(member)>> && !has_defaults<T>())
            reader.fault("json/missing");
        reader.leave(mark);
    });
    refuse_unknown<T>(reader, node, tagged);
}

template <class T>
void read_variant(Reader& reader, Node node, T& value) {
    if (node.type() != Type::object) return reader.fault("json/wrong-type", {{"expected", "object"}});
    const auto tag = node.find("name");
    if (!tag || tag->type() != Type::string) return reader.fault("json/missing", {{"member", "name"}});
    bool known = false;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, T>>([&](auto identity) {
        using One = typename decltype(identity)::type;
        if (known || tag->string() != One::name) return;
        known = true;
        One one{};
        read_struct(reader, node, one, true);
        value = std::move(one);
    });
    if (!known) reader.fault("json/not-one-of");
}

} // namespace detail

template <class T>
void read_into(Reader& reader, Node node, T& value) {
    static_assert(!Masked<T>, "a masked value is shown and never taken back");
    if constexpr (Optional<T>) {
        if (node.type() == Type::null) return value.reset();
        read_into(reader, node, value.emplace());
    } else if constexpr (std::is_same_v<T, bool>) {
        if (node.type() == Type::boolean)
            value = node.boolean();
        else
            reader.fault("json/wrong-type", {{"expected", "boolean"}});
    } else if constexpr (std::is_integral_v<T>)
        detail::read_integer(reader, node, value);
    else if constexpr (std::is_floating_point_v<T>) {
        if (node.type() == Type::number || node.type() == Type::integer)
            value = node.number();
        else
            reader.fault("json/wrong-type", {{"expected", "number"}});
    } else if constexpr (std::is_same_v<T, std::string>)
        reader.clean(node, value);
    else if constexpr (IsText<T>::value)
        detail::read_text(reader, node, value);
    else if constexpr (IsCount<T>::value)
        detail::read_count(reader, node, value);
    else if constexpr (std::is_same_v<T, Code>)
        detail::read_parsed(reader, node, value, "json/not-a-code", [](auto t) { return Code::parse(t); });
    else if constexpr (std::is_same_v<T, Digest>)
        detail::read_parsed(reader, node, value, "json/not-a-digest",
                            [](auto t) { return Digest::parse(t); });
    else if constexpr (AnyId<T>)
        detail::read_parsed(reader, node, value, "json/not-an-id", [](auto t) { return T::parse(t); });
    else if constexpr (std::is_same_v<T, Instant>) {
        if (reader.style() == Style::stored)
            detail::read_integer(reader, node, value.us);
        else
            detail::read_parsed(reader, node, value, "json/not-a-time", [](auto t) { return parse_iso(t); });
    } else if constexpr (std::is_same_v<T, std::chrono::year_month_day>)
        detail::read_parsed(reader, node, value, "json/not-a-date", [](auto t) { return parse_iso_date(t); });
    else if constexpr (DescribedEnum<T>)
        detail::read_parsed(reader, node, value, "json/not-one-of", [](auto t) { return enum_from<T>(t); });
    else if constexpr (Vector<T>)
        detail::read_list(reader, node, value);
    else if constexpr (Map<T>)
        detail::read_map(reader, node, value);
    else if constexpr (Variant<T>)
        detail::read_variant(reader, node, value);
    else {
        static_assert(DescribedStruct<T>, "describe this type");
        detail::read_struct(reader, node, value);
    }
}

template <class T>
Result<T> read_node(Node node, Style style = Style::wire) {
    Reader reader(style);
    T value{};
    read_into(reader, node, value);
    if (!reader.ok()) return refuse(rules::invalid, {}, reader.take());
    return value;
}

template <class T>
Result<T> read(std::string_view text, Style style = Style::wire) {
    GEZHI_TRY(document, Document::parse(text));
    return read_node<T>(document.root(), style);
}

} // namespace gezhi::json
