#pragma once
// A parsed JSON document and borrowed views into it. Boost.JSON stands behind this header and nowhere else;
// nothing here throws, and a Node never outlives its Document.

#include "base/error.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace gezhi::json {

namespace rules {
inline constexpr Rule not_json{"json/not-json", Kind::invalid, "The body is not JSON"};
inline constexpr Rule invalid{"json/invalid", Kind::invalid,
                              "The JSON does not have the shape asked for; see errors"};
} // namespace rules

constexpr std::size_t depth_max = 32;

enum class Type : std::uint8_t { null, boolean, integer, number, string, array, object };

class Node {
public:
    explicit Node(const void* value) : value_(value) {}

    Type type() const;
    bool boolean() const;
    std::int64_t integer() const;
    double number() const; // of an integer too
    std::string_view string() const;
    std::size_t size() const; // of an array or object
    Node at(std::size_t index) const;
    std::string_view key(std::size_t index) const;
    Node member(std::size_t index) const;
    std::optional<Node> find(std::string_view key) const;

private:
    const void* value_;
};

class Document {
public:
    static Result<Document> parse(std::string_view text);
    Node root() const;

private:
    struct Impl;

    explicit Document(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

    std::shared_ptr<const Impl> impl_;
};

} // namespace gezhi::json
