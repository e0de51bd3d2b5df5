// The words to say: an opening for the way, the news in plain resident terms, the answer itself.

#include "modules/notice/http.hpp"

namespace gezhi::notice::detail {

std::string Words::pick(std::string_view chinese, std::string_view english) const {
    return std::string(language == text::Language::en && !english.empty() ? english : chinese);
}

std::string Words::title(const NoticeRow& row) const {
    if (const auto* found = index.matter(row.class_code.value)) return pick(found->name_zh, found->name_en);
    if (row.kind == News::duty) return about(row);
    return locale.sentence(language, "notice.without_class");
}

std::string Words::unit_name(const Code& unit) const {
    const auto* found = index.unit(unit.value);
    return found ? pick(found->name_zh, found->name_en) : unit.value;
}

// What `about` is called to a resident: an ending, an emergency; a reason of declining.
std::string Words::about(const NoticeRow& row) const {
    const auto& book = index.playbook();
    const auto& code = row.about.value;
    for (const auto& one : book.endings.endings)
        if (row.kind == News::closed && one.id == code) return pick(one.resident_zh, one.resident_en);
    for (const auto& one : book.emergency.groups)
        if (row.kind == News::duty && one.id == code) return pick(one.text_zh, one.text_en);
    for (const auto& one : book.reasons.reasons)
        if (row.kind == News::declined && one.kind == "decline" && one.code == code)
            return pick(one.text_zh, one.text_en);
    return code;
}

std::string Words::say(const NoticeRow& row, const std::string& answer) const {
    const auto& book = index.playbook().notice;
    const Params params{{"unit", unit_name(row.unit)},
                        {"ending", about(row)},
                        {"answer", answer.empty() ? locale.sentence(language, "notice.no_answer") : answer}};
    std::string news;
    for (const auto& one : book.news)
        if (one.kind == json::enum_name(row.kind)) news = text::fill(pick(one.text_zh, one.text_en), params);
    for (const auto& way : book.ways)
        if (way.id == row.way.value)
            return locale.sentence(language, "notice.words",
                                   {{"opening", pick(way.words_zh, way.words_en)}, {"news", news}});
    return news;
}

} // namespace gezhi::notice::detail
