// The playbook as pages read it: one language, lists in the order of the files.

#include "modules/playbook/http.hpp"

#include <map>

namespace gezhi::playbook {

namespace {

// The notice for the next year is issued in November as a rule.
constexpr unsigned next_year_from_month = 11;

struct Tongue {
    bool english;

    std::string operator()(std::string_view chinese, std::string_view in_english) const {
        return std::string(english && !in_english.empty() ? in_english : chinese);
    }
};

std::vector<std::string> strings(const std::vector<std::string_view>& views) {
    return {views.begin(), views.end()};
}

std::string clock_text(int minute) {
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return two(minute / 60) + ":" + two(minute % 60);
}

void put_classes(const PlaybookIndex& index, Tongue say, wire::Book& book) {
    std::map<std::string_view, const Major*> majors;
    for (const auto& major : index.playbook().catalogue.majors)
        if (major.kind == "matter") majors[major.code] = &major;
    for (const auto& one : index.playbook().catalogue.classes) {
        if (one.kind != "matter") continue;
        const auto* major = majors[one.major];
        wire::ClassShown shown{one.code,
                               say(one.name_zh, one.name_en),
                               one.name_en,
                               one.major,
                               major ? say(major->name_zh, major->name_en) : one.major,
                               one.visibility,
                               one.photo,
                               std::string(index.closing_family(one.code)),
                               {}};
        for (const auto& limit : index.limits(one.code))
            shown.conditions.push_back({std::string(limit.condition), say(limit.text_zh, limit.text_en),
                                        std::string(limit.limit), std::string(limit.certainty)});
        book.classes.push_back(std::move(shown));
    }
}

template <class Range>
std::vector<wire::LimitShown> limits(const Range& range, Tongue say) {
    std::vector<wire::LimitShown> list;
    for (const auto& one : range) list.push_back({one.id, say(one.text_zh, one.text_en), one.limit});
    return list;
}

} // namespace

wire::Book shown(const Rulebook& rulebook, bool english) {
    const auto& all = rulebook.index.playbook();
    const Tongue say{english};
    wire::Book book;
    book.version = rulebook.version.value;
    book.calendar_version = rulebook.calendar_version.value;
    put_classes(rulebook.index, say, book);
    for (const auto& one : all.routing.units)
        book.units.push_back({one.id, say(one.name_zh, one.name_en), one.kind});
    for (const auto* kind : {"return", "decline", "reopen"}) book.reasons[kind];
    for (const auto& one : all.reasons.reasons)
        book.reasons[one.kind].push_back({one.code, say(one.text_zh, one.text_en), one.note_required});
    for (const auto& one : all.limits.closings)
        book.closing_conditions.push_back({one.family, one.code, say(one.text_zh, one.text_en), one.ending});
    for (const auto& one : all.endings.endings)
        book.endings.push_back({one.id, say(one.text_zh, one.text_en)});
    for (const auto& one : all.legal_paths.paths)
        book.legal_paths.push_back({one.id, say(one.name_zh, one.name_en), say(one.where_zh, one.where_en),
                                    say(one.how_zh, one.how_en), one.tel});
    for (const auto& one : all.notice.ways) book.notify.push_back({one.id, say(one.text_zh, one.text_en)});
    book.hotline = limits(all.limits.hotline, say);
    book.stages = limits(all.limits.stages, say);
    for (const auto& one : all.phrases.phrases)
        book.phrases.push_back({one.id, one.steps, one.classes, say(one.text_zh, one.text_en)});
    return book;
}

wire::Suggested suggested(const Rulebook& rulebook, const EmergencyGate& gate, std::string_view text,
                          bool english) {
    const auto& index = rulebook.index;
    const Tongue say{english};
    wire::Suggested answer;
    const auto suggestion = index.suggest_class(text);
    answer.abstained = suggestion.candidates.empty();
    answer.sure = suggestion.sure;
    for (const auto& one : suggestion.candidates)
        answer.classes.push_back({one.matter->code, say(one.matter->name_zh, one.matter->name_en),
                                  share(one.score), strings(one.matched)});
    for (const auto& hint : index.legal_paths(text))
        answer.legal_paths.push_back({hint.path->id, say(hint.path->name_zh, hint.path->name_en),
                                      say(hint.path->where_zh, hint.path->where_en), hint.path->tel,
                                      strings(hint.matched)});
    for (const auto* flag : index.restricted_flags(text))
        answer.restricted.push_back({flag->id, say(flag->text_zh, flag->text_en)});
    if (const auto hit = gate ? gate(index.playbook().emergency, text) : std::nullopt)
        for (const auto& group : index.playbook().emergency.groups)
            if (group.id == hit->group)
                answer.emergency = {group.id, say(group.text_zh, group.text_en), hit->numbers,
                                    say(group.do_zh, group.do_en), hit->words};
    return answer;
}

wire::CalendarShown shown_calendar(const Rulebook& rulebook) {
    const auto& calendar = rulebook.calendar;
    wire::CalendarShown shown;
    shown.version = rulebook.calendar_version.value;
    for (const auto year : calendar.years()) {
        const auto* data = calendar.year(year);
        shown.years.push_back({year, data->off, data->work, data->holidays, calendar.working_days(year),
                               data->source, data->certainty});
    }
    for (const auto& window : calendar.windows())
        shown.windows.push_back({clock_text(window.from_minute), clock_text(window.to_minute)});
    shown.suspended = calendar.suspended();
    return shown;
}

std::vector<int> missing_years(const calendar::Calendar& calendar, Instant now) {
    const auto today = civil(now, calendar.offset()).date;
    const int year = static_cast<int>(today.year());
    std::vector<int> missing;
    if (!calendar.has_year(year)) missing.push_back(year);
    if (static_cast<unsigned>(today.month()) >= next_year_from_month && !calendar.has_year(year + 1))
        missing.push_back(year + 1);
    return missing;
}

} // namespace gezhi::playbook
