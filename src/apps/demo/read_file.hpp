#pragma once
// A file of the demo folder, as text or as a described struct. A fault names the file and the place in it.

#include "apps/setup.hpp"
#include "base/file.hpp"

#include <string>

namespace gezhi::apps::demo {

inline Result<std::string> read_text(const std::string& folder, const std::string& name) {
    auto text = bytes_of(folder + "/" + name);
    if (!text) return refuse(rules::demo_broken, {{"file", name}});
    return std::move(*text);
}

template <class T>
Result<T> read_file(const std::string& folder, const std::string& name) {
    GEZHI_TRY(text, read_text(folder, name));
    auto value = json::read<T>(text);
    if (!value) return refuse(rules::demo_broken, {{"file", name}}, std::move(value.error().faults));
    return std::move(*value);
}

} // namespace gezhi::apps::demo
