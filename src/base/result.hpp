#pragma once
// One name for "a value or an error". GCC 12 has std::expected; clang 14 (clang-tidy, libFuzzer) has not, so
// a small stand-in with the same member functions serves there. No other file names std::expected.

#if defined(__clang__)
#include <utility>
#include <variant>
#else
#include <expected>
#endif

namespace gezhi {

#if defined(__clang__)

template <class E>
class Unexpected {
public:
    explicit Unexpected(E error) : error_(std::move(error)) {}

    E& error() { return error_; }

private:
    E error_;
};

template <class T, class E>
class Expected {
public:
    using value_type = T;
    using error_type = E;

    Expected() : state_(std::in_place_index<0>) {}

    template <class U = T>

    requires(std::is_constructible_v<T, U&&> && !std::is_same_v<std::remove_cvref_t<U>, Expected>)
        Expected(U&& value)
        : state_(std::in_place_index<0>, std::forward<U>(value)) {} // NOLINT(*-explicit-*)

    Expected(Unexpected<E> error) : state_(std::in_place_index<1>, std::move(error.error())) {}

    bool has_value() const { return state_.index() == 0; }

    explicit operator bool() const { return has_value(); }

    T& value() & { return std::get<0>(state_); }

    const T& value() const& { return std::get<0>(state_); }

    T&& value() && { return std::move(std::get<0>(state_)); }

    T& operator*() & { return std::get<0>(state_); }

    const T& operator*() const& { return std::get<0>(state_); }

    T&& operator*() && { return std::move(std::get<0>(state_)); }

    T* operator->() { return &std::get<0>(state_); }

    const T* operator->() const { return &std::get<0>(state_); }

    E& error() & { return std::get<1>(state_); }

    const E& error() const& { return std::get<1>(state_); }

    E&& error() && { return std::move(std::get<1>(state_)); }

private:
    std::variant<T, E> state_;
};

template <class E>
class Expected<void, E> {
public:
    using value_type = void;
    using error_type = E;

    Expected() = default;

    Expected(Unexpected<E> error) : state_(std::in_place_index<1>, std::move(error.error())) {}

    bool has_value() const { return state_.index() == 0; }

    explicit operator bool() const { return has_value(); }

    void value() const {}

    E& error() & { return std::get<1>(state_); }

    const E& error() const& { return std::get<1>(state_); }

    E&& error() && { return std::move(std::get<1>(state_)); }

private:
    std::variant<std::monostate, E> state_;
};

#else

template <class T, class E>
using Expected = std::expected<T, E>;
template <class E>
using Unexpected = std::unexpected<E>;

#endif

} // namespace gezhi
