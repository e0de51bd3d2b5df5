#include "json/read.hpp"

namespace gezhi::json {

void Reader::fault(std::string_view code, Params params) {
    if (faults_.size() < faults_max) faults_.push_back({pointer_, std::string(code), std::move(params)});
}

void Reader::enter(std::string_view key) {
    pointer_ += '/';
    for (const char c : key) {
        if (c == '~')
            pointer_ += "~0";
        else if (c == '/')
            pointer_ += "~1";
        else
            pointer_ += c;
    }
}

void Reader::enter(std::size_t index) {
    (pointer_ += '/') += std::to_string(index);
}

bool Reader::clean(Node node, std::string& into) {
    if (node.type() != Type::string) {
        fault("json/wrong-type", {{"expected", "string"}});
        return false;
    }
    const auto text = node.string();
    for (const char c : text) {
        if ((static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) || c == '\n' || c == '\t') continue;
        fault("json/control-character");
        return false;
    }
    into = text;
    return true;
}

} // namespace gezhi::json
