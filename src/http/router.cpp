#include "http/router.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace gezhi::http {

Reply::~Reply() {
    if (deliver_) deliver_(refuse(gezhi::rules::internal, {{"cause", "unanswered"}}));
}

void Reply::operator()(Result<Response> result) {
    require(static_cast<bool>(deliver_), "a reply is called once");
    std::exchange(deliver_, nullptr)(std::move(result));
}

Router::Router(Routes routes) : routes_(std::move(routes)), nodes_(1) {
    for (std::size_t i = 0; i < routes_.size(); ++i) add(i);
}

std::size_t Router::child(std::size_t node, std::string_view segment) {
    const bool is_parameter = segment.starts_with("{") && segment.ends_with("}");
    if (!is_parameter) {
        const auto found = nodes_[node].literals.find(segment);
        if (found != nodes_[node].literals.end()) return found->second;
        nodes_.emplace_back();
        return nodes_[node].literals[std::string(segment)] = nodes_.size() - 1;
    }
    auto name = segment.substr(1, segment.size() - 2);
    const bool rest = name.ends_with("*");
    if (rest) name.remove_suffix(1);
    if (nodes_[node].parameter == 0) {
        nodes_.emplace_back();
        nodes_.back().rest = rest;
        nodes_[node].parameter = nodes_.size() - 1;
        nodes_[node].parameter_name = std::string(name);
    }
    require(nodes_[node].parameter_name == name && nodes_[nodes_[node].parameter].rest == rest,
            "one name per parameter place");
    return nodes_[node].parameter;
}

void Router::add(std::size_t index) {
    const auto& route = routes_[index];
    require(route.pattern.starts_with("/") && route.method != Method::head,
            "a route has a path, HEAD follows GET");
    std::size_t node = 0;
    for (const auto segment : split(std::string_view(route.pattern).substr(1), '/'))
        node = child(node, segment);
    require(nodes_[node].routes.emplace(route.method, index).second, "a method and pattern stand once");
}

struct Router::Walk {
    const Router& router;
    std::vector<std::string_view> segments;
    std::string_view path;
    Pairs parameters{};

    // The deepest node that matches; literals first, then the parameter, with one step back where needed.
    std::size_t go(std::size_t at, std::size_t depth) {
        const auto& node = router.nodes_[at];
        if (depth == segments.size()) return node.routes.empty() ? 0 : at;
        if (const auto found = node.literals.find(segments[depth]); found != node.literals.end())
            if (const auto end = go(found->second, depth + 1); end != 0) return end;
        if (node.parameter == 0) return 0;
        const bool rest = router.nodes_[node.parameter].rest;
        const auto start = static_cast<std::size_t>(segments[depth].data() - path.data());
        const auto value = percent_decode(rest ? path.substr(start) : segments[depth]);
        if (!value || (value->empty() && !rest)) return 0;
        parameters.emplace_back(node.parameter_name, *value);
        const auto end = rest ? node.parameter : go(node.parameter, depth + 1);
        if (end == 0) parameters.pop_back();
        return end;
    }
};

Router::Match Router::find(Method method, std::string_view path) const {
    if (!path.starts_with("/")) return {};
    Walk walk{*this, split(path.substr(1), '/'), path};
    if (walk.segments.empty()) walk.segments.push_back(path.substr(1));
    const auto end = walk.go(0, 0);
    if (end == 0) return {};
    Match match{nullptr, std::move(walk.parameters), {}};
    const auto& known = nodes_[end].routes;
    auto found = known.find(method);
    if (found == known.end() && method == Method::head) found = known.find(Method::get);
    if (found != known.end())
        match.route = &routes_[found->second];
    else
        for (const auto& [allowed, index] : known) {
            match.allowed.push_back(allowed);
            if (allowed == Method::get) match.allowed.push_back(Method::head);
        }
    return match;
}

void describe(Routes& routes, std::initializer_list<Shaped> table) {
    for (const auto& one : table) {
        const auto route =
            std::ranges::find_if(routes, [&](const Route& each) { return each.name == one.name; });
        require(route != routes.end(), one.name);
        route->body = one.body;
        route->answer = one.answer;
    }
}

} // namespace gezhi::http
