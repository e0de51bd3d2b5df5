#pragma once
// What the reflective reader, writer and schema ask about a type. States, commands, events and settings are
// plain structs described once (Boost.Describe); a struct with `static constexpr bool json_defaults = true`
// may miss members on reading.

#include "base/code.hpp"
#include "base/digest.hpp"
#include "base/id.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

namespace gezhi::json {

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public>;

template <class T>
concept DescribedStruct = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;
template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;

template <template <class...> class Template, class T>
struct IsOf : std::false_type {};

template <template <class...> class Template, class... Args>
struct IsOf<Template, Template<Args...>> : std::true_type {};
template <class T>
concept Optional = IsOf<std::optional, T>::value;
template <class T>
concept Vector = IsOf<std::vector, T>::value;
template <class T>
concept Variant = IsOf<std::variant, T>::value;
template <class T>
concept Map = IsOf<std::map, T>::value;
template <class T>
concept AnyId = IsOf<Id, T>::value;

// A value with most of it hidden: it is shown and never taken back, so the writer knows it and no reader
// does.
template <class T>
concept Masked = requires(const T& value) {
    typename T::shown_only;
    { value.shown() } -> std::convertible_to<std::string>;
};

template <class T>
struct IsText : std::false_type {};

template <std::size_t N>
struct IsText<Text<N>> : std::true_type {};

template <class T>
struct IsCount : std::false_type {};

template <std::int64_t A, std::int64_t B>
struct IsCount<Count<A, B>> : std::true_type {};

template <class T>
constexpr bool has_defaults() {
    if constexpr (requires { T::json_defaults; }) return T::json_defaults;
    return false;
}

// The described name of an enumerator, and back.
template <DescribedEnum E>
std::string_view enum_name(E value) {
    std::string_view name = "?";
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
        if (d.value == value) name = d.name;
    });
    return name;
}

template <DescribedEnum E>
std::optional<E> enum_from(std::string_view name) {
    std::optional<E> value;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
        if (name == d.name) value = d.value;
    });
    return value;
}

} // namespace gezhi::json
