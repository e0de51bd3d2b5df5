#include "http/openapi.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace gezhi::http {

namespace {

using json::escape;

constexpr std::string_view problem_schema =
    R"({"type":"object","properties":{"type":{"type":"string"},"title":{"type":"string"},)"
    R"("status":{"type":"integer"},"detail":{"type":"string"},"instance":{"type":"string"},)"
    R"("code":{"type":"string"},"way_out":{"type":"string"},"errors":{"type":"array","items":)"
    R"({"type":"object","properties":{"pointer":{"type":"string"},"code":{"type":"string"},)"
    R"("detail":{"type":"string"}},"required":["pointer","code"]}}},)"
    R"("required":["type","title","status","code"]})";

constexpr std::string_view security_schemes =
    R"({"cookie":{"type":"apiKey","in":"cookie","name":"gz_session"},)"
    R"("bearer":{"type":"http","scheme":"bearer"}})";

std::string parameters(const Route& route) {
    std::string list;
    for (const auto segment : split(route.pattern, '/')) {
        if (segment.size() < 3 || segment.front() != '{') continue;
        auto name = segment.substr(1, segment.size() - 2);
        if (name.ends_with('*')) name.remove_suffix(1);
        list += list.empty() ? "" : ",";
        list += R"({"name":)" + escape(name) + R"(,"in":"path","required":true,"schema":{"type":"string"}})";
    }
    if (!safe(route.method))
        list += std::string(list.empty() ? "" : ",") +
                R"({"name":"Idempotency-Key","in":"header","schema":{"type":"string","minLength":16,)"
                R"("maxLength":64}},{"name":"If-Match","in":"header","schema":{"type":"string"}})";
    return list;
}

std::string content(const json::Shape shape, json::SchemaBook& schemas) {
    return R"({"application/json":{"schema":)" + shape(schemas) + "}}";
}

std::string operation(const Route& route, json::SchemaBook& schemas) {
    std::string text = R"({"operationId":)" + escape(route.name) + R"(,"summary":)" + escape(route.doc) +
                       R"(,"tags":[)" + escape(route.name.substr(0, route.name.find('.'))) + "]";
    if (const auto list = parameters(route); !list.empty()) text += R"(,"parameters":[)" + list + "]";
    if (route.body != nullptr)
        text += R"(,"requestBody":{"required":true,"content":)" + content(route.body, schemas) + "}";
    text += R"(,"responses":{"2XX":{"description":"Done")";
    if (route.answer != nullptr) text += R"(,"content":)" + content(route.answer, schemas);
    text += R"(},"default":{"description":"A refusal, RFC 9457","content":)"
            R"({"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}}})";
    if (route.access != Access::signed_in) text += R"(,"security":[])";
    return text + "}";
}

// "/assets/{path*}" is "/assets/{path}" to OpenAPI.
std::string path_of(std::string_view pattern) {
    std::string path(pattern);
    std::erase(path, '*');
    return path;
}

} // namespace

std::string openapi(std::span<const Route> routes, std::string_view prefix, std::string_view version,
                    json::SchemaBook& schemas) {
    std::map<std::string, std::map<std::string, std::string>> paths;
    for (const auto& route : routes)
        if (route.pattern.starts_with(prefix))
            paths[path_of(route.pattern)][lower_ascii(method_name(route.method))] = operation(route, schemas);
    std::string text = R"({"openapi":"3.1.0","info":{"title":"Gezhi","version":)" + escape(version) +
                       R"(,"license":{"name":"Apache-2.0","identifier":"Apache-2.0"}},)"
                       R"("security":[{"cookie":[]},{"bearer":[]}],"paths":{)";
    bool first = true;
    for (const auto& [path, operations] : paths) {
        text += (first ? "" : ",") + escape(path) + ":{";
        first = false;
        bool one = true;
        for (const auto& [method, what] : operations) {
            text += (one ? "" : ",") + escape(method) + ":" + what;
            one = false;
        }
        text += "}";
    }
    text += R"(},"components":{"securitySchemes":)" + std::string(security_schemes) +
            R"(,"schemas":{"Problem":)" + std::string(problem_schema);
    for (const auto& [name, schema] : schemas.named()) text += "," + escape(name) + ":" + schema;
    return text + "}}}";
}

} // namespace gezhi::http
