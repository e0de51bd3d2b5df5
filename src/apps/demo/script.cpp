#include "apps/demo/script.hpp"

#include "apps/demo/read_file.hpp"

namespace gezhi::apps::demo {

namespace {

Result<std::vector<Matter>> read_matters(const std::string& folder, const std::string& name) {
    GEZHI_TRY(text, read_text(folder, name));
    std::vector<Matter> matters;
    const auto lines = split(text, '\n');
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (trim(lines[i]).empty()) continue;
        const auto cells = split(lines[i], '\t');
        const auto code = cells.size() == 5 ? Code::parse(cells[0]) : std::nullopt;
        const auto when = cells.size() == 5 && !cells[1].empty() ? Code::parse(cells[1]) : Code{};
        if (!code || !when)
            return refuse(rules::demo_broken, {{"file", name}},
                          {{"/" + number(i + 1), std::string(rules::demo_broken.code)}});
        matters.push_back(
            {*code, *when, std::string(cells[2]), std::string(cells[3]), std::string(cells[4])});
    }
    if (matters.empty()) return refuse(rules::demo_broken, {{"file", name}});
    return matters;
}

} // namespace

Result<Script> read_script(const std::string& folder) {
    GEZHI_TRY(stage, read_file<Stage>(folder, "story.json"));
    GEZHI_TRY(year, read_file<Year>(folder, "year.json"));
    GEZHI_TRY(matters, read_matters(folder, "texts.tsv"));
    GEZHI_TRY(emergencies, read_matters(folder, "emergencies.tsv"));
    return Script{std::move(stage), std::move(year), std::move(matters), std::move(emergencies)};
}

} // namespace gezhi::apps::demo
