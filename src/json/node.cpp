#include "json/node.hpp"

#include <boost/json.hpp>

#include <array>

namespace gezhi::json {

namespace bj = boost::json;

namespace {

const bj::value& of(const void* value) {
    return *static_cast<const bj::value*>(value);
}

} // namespace

Type Node::type() const {
    switch (of(value_).kind()) {
    case bj::kind::null:
        return Type::null;
    case bj::kind::bool_:
        return Type::boolean;
    case bj::kind::int64:
        return Type::integer;
    case bj::kind::uint64:
    case bj::kind::double_:
        return Type::number;
    case bj::kind::string:
        return Type::string;
    case bj::kind::array:
        return Type::array;
    case bj::kind::object:
        return Type::object;
    }
    return Type::null;
}

bool Node::boolean() const {
    return of(value_).get_bool();
}

std::int64_t Node::integer() const {
    return of(value_).get_int64();
}

double Node::number() const {
    const auto& value = of(value_);
    if (value.is_int64()) return static_cast<double>(value.get_int64());
    if (value.is_uint64()) return static_cast<double>(value.get_uint64());
    return value.get_double();
}

std::string_view Node::string() const {
    return of(value_).get_string();
}

std::size_t Node::size() const {
    const auto& value = of(value_);
    if (value.is_array()) return value.get_array().size();
    return value.is_object() ? value.get_object().size() : 0;
}

Node Node::at(std::size_t index) const {
    return Node(&of(value_).get_array()[index]);
}

std::string_view Node::key(std::size_t index) const {
    return (of(value_).get_object().begin() + static_cast<std::ptrdiff_t>(index))->key();
}

Node Node::member(std::size_t index) const {
    return Node(&(of(value_).get_object().begin() + static_cast<std::ptrdiff_t>(index))->value());
}

std::optional<Node> Node::find(std::string_view key) const {
    const auto* found = of(value_).get_object().if_contains(key);
    if (found == nullptr) return std::nullopt;
    return Node(found);
}

struct Document::Impl {
    // Braces would make a list of the resource.
    Impl() : root(bj::storage_ptr(&memory)) {}

    bj::monotonic_resource memory;
    bj::value root;
};

Result<Document> Document::parse(std::string_view text) {
    auto impl = std::make_shared<Impl>();
    bj::parse_options options;
    options.max_depth = depth_max;
    boost::system::error_code fault;
    std::array<unsigned char, 2048> scratch{};
    bj::stream_parser parser(bj::storage_ptr{}, options, scratch.data(), scratch.size());
    parser.reset(&impl->memory);
    parser.write(text.data(), text.size(), fault);
    if (!fault) parser.finish(fault);
    if (fault) return refuse(rules::not_json);
    // Moving between equal resources takes the tree over without a copy.
    impl->root = parser.release();
    return Document(std::move(impl));
}

Node Document::root() const {
    return Node(&impl_->root);
}

} // namespace gezhi::json
