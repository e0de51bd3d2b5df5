#include "modules/playbook/load.hpp"

#include "base/text.hpp"
#include "json/json.hpp"
#include "modules/playbook/check.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace gezhi::playbook {

namespace {

Result<std::string> file_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return refuse(rules::file_missing, {{"file", path.filename().string()}});
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
}

template <class T>
Result<void> read_part(const std::filesystem::path& folder, std::string name, T& into) {
    GEZHI_TRY(text, file_text(folder / (name + ".json")));
    auto part = json::read<T>(text);
    if (!part) {
        auto error = std::move(part).error();
        for (auto& fault : error.faults) fault.pointer = "/" + name + fault.pointer;
        return refuse(rules::file_faulty, {{"file", name + ".json"}}, std::move(error.faults));
    }
    into = std::move(*part);
    return {};
}

} // namespace

Result<Playbook> load(const std::filesystem::path& folder) {
    Playbook playbook;
    GEZHI_CHECK(read_part(folder, "sources", playbook.sources));
    GEZHI_CHECK(read_part(folder, "catalogue", playbook.catalogue));
    GEZHI_CHECK(read_part(folder, "limits", playbook.limits));
    GEZHI_CHECK(read_part(folder, "routing", playbook.routing));
    GEZHI_CHECK(read_part(folder, "visibility", playbook.visibility));
    GEZHI_CHECK(read_part(folder, "legal_paths", playbook.legal_paths));
    GEZHI_CHECK(read_part(folder, "endings", playbook.endings));
    GEZHI_CHECK(read_part(folder, "reasons", playbook.reasons));
    GEZHI_CHECK(read_part(folder, "channels", playbook.channels));
    GEZHI_CHECK(read_part(folder, "risk", playbook.risk));
    GEZHI_CHECK(read_part(folder, "notice", playbook.notice));
    GEZHI_CHECK(read_part(folder, "emergency", playbook.emergency));
    GEZHI_CHECK(read_part(folder, "retention", playbook.retention));
    GEZHI_CHECK(read_part(folder, "phrases", playbook.phrases));
    return playbook;
}

Result<Playbook> load_checked(const std::filesystem::path& folder) {
    GEZHI_TRY(playbook, load(folder));
    if (auto faults = check(playbook); !faults.empty())
        return refuse(rules::inconsistent, {{"count", number(faults.size())}}, faults);
    return playbook;
}

Result<calendar::YearCalendar> load_year(const std::filesystem::path& file) {
    GEZHI_TRY(text, file_text(file));
    auto year = json::read<calendar::YearCalendar>(text);
    if (!year)
        return refuse(rules::file_faulty, {{"file", file.filename().string()}},
                      std::move(year).error().faults);
    return year;
}

Result<std::vector<calendar::YearCalendar>> load_years(const std::filesystem::path& folder) {
    std::error_code fault;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "calendar", fault))
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    if (fault || files.empty()) return refuse(rules::file_missing, {{"file", "calendar"}});
    std::ranges::sort(files);
    std::vector<calendar::YearCalendar> years;
    for (const auto& file : files) {
        GEZHI_TRY(year, load_year(file));
        years.push_back(std::move(year));
    }
    return years;
}

} // namespace gezhi::playbook
