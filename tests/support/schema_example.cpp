#include "support/schema_example.hpp"

#include "base/text.hpp"

namespace gezhi::support {

namespace {

using json::Node;

Node named(std::string_view reference, Node document) {
    for (const auto part : split(reference.substr(2), '/')) {
        const auto next = document.find(part);
        require(next.has_value(), reference);
        document = *next;
    }
    return document;
}

std::string text_for(Node schema) {
    if (const auto words = schema.find("enum")) return std::string(words->at(0).string());
    if (const auto word = schema.find("const")) return std::string(word->string());
    const auto format = schema.find("format");
    if (format && format->string() == "date") return "2026-03-02";
    if (format) return "2026-03-02T08:00:00+08:00";
    if (const auto pattern = schema.find("pattern"))
        return pattern->string().starts_with("^[0-9a-f]") ? std::string(64, 'a')
                                                          : "01aaaaaaaaaaaaaaaaaaaaaaaa";
    return "x";
}

std::string object_for(Node schema, Node document) {
    std::string made = "{";
    const auto names = schema.find("required");
    const auto properties = schema.find("properties");
    for (std::size_t i = 0; names && properties && i < names->size(); ++i) {
        const auto name = names->at(i).string();
        const auto member = properties->find(name);
        require(member.has_value(), name);
        made += (i == 0 ? "\"" : ",\"") + std::string(name) + "\":" + schema_example(*member, document);
    }
    return made + "}";
}

} // namespace

std::string schema_example(Node schema, Node document) {
    if (const auto reference = schema.find("$ref"))
        return schema_example(named(reference->string(), document), document);
    for (const auto* many : {"oneOf", "allOf"})
        if (const auto choices = schema.find(many)) return schema_example(choices->at(0), document);
    const auto type = schema.find("type");
    const auto is = type ? type->string() : "object";
    if (is == "object") return object_for(schema, document);
    if (is == "array") return "[]";
    if (is == "boolean") return "false";
    if (is == "string") return "\"" + text_for(schema) + "\"";
    const auto least = schema.find("minimum");
    return std::to_string(least ? least->integer() : 1);
}

} // namespace gezhi::support
