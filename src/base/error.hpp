#pragma once
// Errors as values. A refusal (something the user may do next differently) and a fault of the world (disk
// full, database gone) are both a Result; a bug is require(), on in release builds too, which logs and ends
// the process. An Error carries codes and parameters only, never a sentence: sentences live in locale/ and
// are made in text/.

#include "base/result.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gezhi {

// What sort of refusal; http/problem.cpp maps each to one status.
enum class Kind : std::uint8_t {
    invalid,
    unauthenticated,
    denied,
    missing,
    conflict,
    stale,
    limit,
    unavailable,
    internal
};

// A rule is one `inline constexpr` object; rules are compared by address. `code` is `<room>/<slug>` and is
// never reused. `doc` is one English line for api/problems.md.
struct Rule {
    std::string_view code;
    Kind kind;
    std::string_view doc;
};

using Params = std::map<std::string, std::string>;

// One faulty place of a request: an RFC 6901 pointer into it and a code of its own (`json/wrong-type`, …).
struct Fault {
    std::string pointer;
    std::string code;
    Params params{};
};

struct Error {
    const Rule* rule;
    Params params{};
    std::vector<Fault> faults{};
};

template <class T>
using Result = Expected<T, Error>;

inline Unexpected<Error> refuse(const Rule& rule, Params params = {}, std::vector<Fault> faults = {}) {
    return Unexpected<Error>(Error{&rule, std::move(params), std::move(faults)});
}

inline Unexpected<Error> refuse(Error error) {
    return Unexpected<Error>(std::move(error));
}

namespace rules {
inline constexpr Rule unavailable{"base/unavailable", Kind::unavailable,
                                  "The database or disk did not take it; try again"};
inline constexpr Rule internal{"base/internal", Kind::internal,
                               "A fault of the server; the request id finds the log line"};
} // namespace rules

// A condition that only a bug can break. Never reachable from outside input.
[[noreturn]] void bug(std::string_view what, const char* file = __builtin_FILE(),
                      int line = __builtin_LINE());

// The built-ins stand for std::source_location, which clang 14 has not.
inline void require(bool condition, std::string_view what = "require", const char* file = __builtin_FILE(),
                    int line = __builtin_LINE()) {
    if (!condition) bug(what, file, line);
}

#define GEZHI_JOIN_(a, b) a##b
#define GEZHI_JOIN(a, b) GEZHI_JOIN_(a, b)

// GEZHI_TRY(name, expression): returns the error of the expression, or names its value.
#define GEZHI_TRY_(temporary, name, expression)                                                              \
    auto temporary = (expression);                                                                           \
    if (!temporary) return ::gezhi::refuse(std::move(temporary).error());                                    \
    auto name = std::move(*temporary)
#define GEZHI_TRY(name, expression) GEZHI_TRY_(GEZHI_JOIN(gezhi_try_, __COUNTER__), name, expression)

// GEZHI_CHECK(expression): returns the error of the expression, or goes on.
#define GEZHI_CHECK_(temporary, expression)                                                                  \
    do {                                                                                                     \
        if (auto temporary = (expression); !temporary)                                                       \
            return ::gezhi::refuse(std::move(temporary).error());                                            \
    } while (false)
#define GEZHI_CHECK(expression) GEZHI_CHECK_(GEZHI_JOIN(gezhi_check_, __COUNTER__), expression)

} // namespace gezhi
