#pragma once
// JSON Schema (2020-12, as OpenAPI 3.1 wants it) of described structs, from the same description that reads
// and writes them: limits of texts and counts, required members, no others. A SchemaBook holds each struct
// once, under its name without the project's namespace ("casework.CaseFile"). Promises the same text each
// time.

#include "json/describe.hpp"
#include "json/write.hpp"

#include <map>
#include <string>
#include <string_view>

namespace gezhi::json {

class SchemaBook;

// Marks an answer {"items": [T …]} without a struct of its own.
template <class T>
struct ListOf {};

namespace detail {

std::string
type_name(std::string_view pretty); // "… [with T = gezhi::people::wire::SignIn; …]" → people.SignIn

template <class T>
std::string pretty_name() {
    return type_name(__PRETTY_FUNCTION__);
}

} // namespace detail

class SchemaBook {
public:
    // A schema in place, or a reference to the named one (written into the book when it is new).
    template <class T>
    std::string of();

    const std::map<std::string, std::string>& named() const { return named_; }

private:
    template <class T>
    std::string members();
    template <class T>
    std::string one_of();

    std::map<std::string, std::string> named_;
};

template <class T>
std::string SchemaBook::members() {
    std::string properties;
    std::string required;
    boost::mp11::mp_for_each<Members<T>>([&](auto d) {
        using Member = std::remove_cvref_t<decltype(std::declval<T&>().*d.pointer)>;
        properties += properties.empty() ? "" : ",";
        properties += escape(d.name) + ":" + of<Member>();
        if (Optional<Member> || has_defaults<T>()) return;
        required += required.empty() ? "" : ",";
        required += escape(d.name);
    });
    std::string text = R"({"type":"object","properties":{)" + properties + "}";
    if (!required.empty()) text += R"(,"required":[)" + required + "]";
    return text + R"(,"additionalProperties":false})";
}

template <class T>
std::string SchemaBook::one_of() {
    std::string choices;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, T>>([&](auto identity) {
        using One = typename decltype(identity)::type;
        choices += choices.empty() ? "" : ",";
        choices += R"({"allOf":[{"type":"object","properties":{"name":{"const":)" +
                   escape(std::string(One::name)) + R"(}},"required":["name"]},)" + of<One>() + "]}";
    });
    return R"({"oneOf":[)" + choices + "]}";
}

template <class T>
std::string SchemaBook::of() {
    const auto text = [](std::string_view more) { return R"({"type":"string")" + std::string(more) + "}"; };
    if constexpr (std::is_same_v<T, bool>)
        return R"({"type":"boolean"})";
    else if constexpr (std::is_integral_v<T>)
        return R"({"type":"integer"})";
    else if constexpr (std::is_floating_point_v<T>)
        return R"({"type":"number"})";
    else if constexpr (std::is_same_v<T, std::string>)
        return text("");
    else if constexpr (Masked<T>)
        return text(R"(,"readOnly":true)");
    else if constexpr (IsText<T>::value)
        return text(R"(,"maxLength":)" + std::to_string(T::characters_max));
    else if constexpr (IsCount<T>::value)
        return R"({"type":"integer","minimum":)" + std::to_string(T::min) + R"(,"maximum":)" +
               std::to_string(T::max) + "}";
    else if constexpr (std::is_same_v<T, Code>)
        return text(R"(,"maxLength":)" + std::to_string(Code::length_max));
    else if constexpr (std::is_same_v<T, Digest>)
        return text(R"(,"pattern":"^[0-9a-f]{64}$")");
    else if constexpr (AnyId<T>)
        return text(R"(,"pattern":"^[0-7][0-9a-v]{25}$")");
    else if constexpr (std::is_same_v<T, Instant>)
        return text(R"(,"format":"date-time")");
    else if constexpr (std::is_same_v<T, std::chrono::year_month_day>)
        return text(R"(,"format":"date")");
    else if constexpr (DescribedEnum<T>) {
        std::string values;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto d) {
            values += values.empty() ? "" : ",";
            values += escape(d.name);
        });
        return text(R"(,"enum":[)" + values + "]");
    } else if constexpr (Optional<T>)
        return of<typename T::value_type>();
    else if constexpr (Vector<T>)
        return R"({"type":"array","items":)" + of<typename T::value_type>() + "}";
    else if constexpr (Map<T>)
        return R"({"type":"object","additionalProperties":)" + of<typename T::mapped_type>() + "}";
    else if constexpr (Variant<T>)
        return one_of<T>();
    else if constexpr (IsOf<ListOf, T>::value)
        return [this]<class Item>(ListOf<Item>) {
            return R"({"type":"object","properties":{"items":{"type":"array","items":)" +
                   this->template of<Item>() + R"(}},"required":["items"]})";
        }(T{});
    else {
        static_assert(DescribedStruct<T>, "describe this type");
        const auto name = detail::pretty_name<T>();
        if (!named_.contains(name)) {
            named_[name]; // a struct that holds itself ends here
            named_[name] = members<T>();
        }
        return R"({"$ref":"#/components/schemas/)" + name + "\"}";
    }
}

// A shape as a value, for tables of routes.
using Shape = std::string (*)(SchemaBook&);

template <class T>
std::string shape(SchemaBook& book) {
    return book.of<T>();
}

} // namespace gezhi::json
