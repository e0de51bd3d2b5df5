#include "support/schema_check.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace gezhi::support {

namespace {

using json::Node;
using json::Type;

class Check {
public:
    explicit Check(Node document) : document_(document) {}

    void value(Node value, Node schema, const std::string& at) {
        for (std::size_t i = 0; i < schema.size(); ++i) {
            const auto word = schema.key(i);
            const auto what = schema.member(i);
            if (word == "$ref")
                this->value(value, named(what.string()), at);
            else if (word == "type")
                type(value, what.string(), at);
            else if (word == "properties" || word == "required" || word == "additionalProperties")
                object(value, schema, word, at);
            else if (word == "items")
                items(value, what, at);
            else if (word == "enum")
                one_of_words(value, what, at);
            else if (word == "const")
                fault(value.type() == Type::string && value.string() == what.string(), at, "const");
            else if (word == "oneOf")
                fault(fitting(value, what) == 1, at, "oneOf");
            else if (word == "allOf")
                for (std::size_t k = 0; k < what.size(); ++k) this->value(value, what.at(k), at);
            else if (word == "maxLength")
                fault(count_code_points(value.string()) <= static_cast<std::size_t>(what.integer()), at,
                      word);
            else
                fault(word == "pattern" || word == "format" || word == "minimum" || word == "maximum" ||
                          word == "readOnly",
                      at, "unknown word " + std::string(word));
        }
    }

    std::vector<std::string> take() { return std::move(faults_); }

private:
    void fault(bool fits, const std::string& at, std::string_view what) {
        if (!fits) faults_.push_back(at + ": " + std::string(what));
    }

    Node named(std::string_view reference) {
        auto node = document_;
        for (const auto part : split(reference.substr(2), '/')) {
            const auto next = node.find(part);
            require(next.has_value(), reference);
            node = *next;
        }
        return node;
    }

    void type(Node value, std::string_view wanted, const std::string& at) {
        const auto is = value.type();
        const bool fits = wanted == "object"    ? is == Type::object
                          : wanted == "array"   ? is == Type::array
                          : wanted == "string"  ? is == Type::string
                          : wanted == "boolean" ? is == Type::boolean
                          : wanted == "integer" ? is == Type::integer
                                                : is == Type::integer || is == Type::number;
        fault(fits, at, "type " + std::string(wanted));
    }

    void object(Node value, Node schema, std::string_view word, const std::string& at) {
        if (value.type() != Type::object) return;
        const auto properties = schema.find("properties");
        if (word == "required") {
            const auto names = schema.find("required");
            for (std::size_t i = 0; i < names->size(); ++i)
                fault(value.find(names->at(i).string()).has_value(), at, names->at(i).string());
        }
        for (std::size_t i = 0; i < value.size(); ++i) {
            const auto key = value.key(i);
            const auto known = properties ? properties->find(key) : std::nullopt;
            if (word == "properties" && known)
                this->value(value.member(i), *known, at + "/" + std::string(key));
            if (word != "additionalProperties" || known) continue;
            const auto rest = schema.find("additionalProperties");
            if (rest->type() == Type::boolean)
                fault(rest->boolean(), at, "unknown member " + std::string(key));
            else
                this->value(value.member(i), *rest, at + "/" + std::string(key));
        }
    }

    void items(Node value, Node schema, const std::string& at) {
        if (value.type() != Type::array) return;
        for (std::size_t i = 0; i < value.size(); ++i)
            this->value(value.at(i), schema, at + "/" + std::to_string(i));
    }

    void one_of_words(Node value, Node words, const std::string& at) {
        bool found = false;
        for (std::size_t i = 0; i < words.size(); ++i)
            found = found || (value.type() == Type::string && value.string() == words.at(i).string());
        fault(found, at, "enum");
    }

    std::size_t fitting(Node value, Node choices) {
        std::size_t n = 0;
        for (std::size_t i = 0; i < choices.size(); ++i) {
            Check one(document_);
            one.value(value, choices.at(i), "");
            n += one.faults_.empty() ? 1 : 0;
        }
        return n;
    }

    Node document_;
    std::vector<std::string> faults_{};
};

} // namespace

std::vector<std::string> schema_faults(Node value, Node schema, Node document) {
    Check check(document);
    check.value(value, schema, "");
    return check.take();
}

} // namespace gezhi::support
