#include "base/text.hpp"
#include "modules/playbook/check.hpp"
#include "modules/playbook/commands.hpp"

namespace gezhi::playbook {

namespace {

using Events = std::vector<Event>;

Code next_version(const State& state) {
    return Code{std::to_string(state.adoptions.size() + 1)};
}

// Whatever the calendar itself refuses (a day listed twice, windows that overlap) is refused here.
Result<void> check_calendar(std::vector<calendar::YearCalendar> years, calendar::Windows windows,
                            std::vector<calendar::SuspendedInterval> suspended) {
    GEZHI_CHECK(calendar::Calendar::make(std::move(years), std::move(windows), std::move(suspended)));
    return {};
}

struct Decide {
    const State& state;
    const Facts& facts;

    template <class Adopted, class Part>
    void part(Events& events, const Part& now, const Part& next) const {
        if (now != next) events.push_back(Adopted{next});
    }

    Result<Events> operator()(const AdoptPlaybook& one) const {
        if (facts.stream != rules_stream) return refuse(rules::wrong_stream);
        if (auto faults = check(one.playbook); !faults.empty())
            return refuse(rules::inconsistent, {{"count", number(faults.size())}}, faults);
        const auto& now = state.playbook;
        const auto& next = one.playbook;
        Events events;
        part<SourcesAdopted>(events, now.sources, next.sources);
        part<CatalogueAdopted>(events, now.catalogue, next.catalogue);
        part<LimitsAdopted>(events, now.limits, next.limits);
        part<RoutingAdopted>(events, now.routing, next.routing);
        part<VisibilityAdopted>(events, now.visibility, next.visibility);
        part<LegalPathsAdopted>(events, now.legal_paths, next.legal_paths);
        part<EndingsAdopted>(events, now.endings, next.endings);
        part<ReasonsAdopted>(events, now.reasons, next.reasons);
        part<ChannelsAdopted>(events, now.channels, next.channels);
        part<RiskAdopted>(events, now.risk, next.risk);
        part<NoticeAdopted>(events, now.notice, next.notice);
        part<EmergencyAdopted>(events, now.emergency, next.emergency);
        part<RetentionAdopted>(events, now.retention, next.retention);
        part<PhrasesAdopted>(events, now.phrases, next.phrases);
        if (events.empty()) return refuse(rules::unchanged, {{"version", version_of(state).value}});
        events.push_back(PlaybookAdopted{next_version(state), facts.now});
        return events;
    }

    Result<Events> operator()(const ImportCalendarYear& one) const {
        if (facts.stream != calendar_stream) return refuse(rules::wrong_stream);
        const auto& year = one.year;
        if (year.year < year_min || year.year > year_max || year.off.size() > year_days_max ||
            year.work.size() > year_days_max || year.holidays.size() > year_days_max)
            return refuse(rules::year_range);
        if (year.source.empty() || !is_certainty(year.certainty)) return refuse(rules::source_missing);
        auto years = state.years;
        for (const auto& known : years)
            if (known == year) return refuse(rules::unchanged, {{"version", version_of(state).value}});
        std::erase_if(years, [&](const auto& known) { return known.year == year.year; });
        years.push_back(year);
        GEZHI_CHECK(check_calendar(std::move(years), state.windows, state.suspended));
        return Events{CalendarYearImported{next_version(state), facts.now, year}};
    }

    Result<Events> operator()(const SuspendInterval& one) const {
        if (facts.stream != calendar_stream) return refuse(rules::wrong_stream);
        const auto characters = count_code_points(one.interval.document);
        if (characters == 0 || characters > document_characters_max) return refuse(rules::document_missing);
        auto suspended = state.suspended;
        for (const auto& known : suspended)
            if (known == one.interval)
                return refuse(rules::unchanged, {{"version", version_of(state).value}});
        suspended.push_back(one.interval);
        GEZHI_CHECK(check_calendar(state.years, state.windows, std::move(suspended)));
        return Events{IntervalSuspended{next_version(state), facts.now, one.interval}};
    }

    Result<Events> operator()(const SetWindows& one) const {
        if (facts.stream != calendar_stream) return refuse(rules::wrong_stream);
        if (one.windows.size() > windows_max) return refuse(calendar::rules::windows_form);
        if (one.windows == state.windows.windows)
            return refuse(rules::unchanged, {{"version", version_of(state).value}});
        GEZHI_CHECK(check_calendar(state.years, {one.windows}, state.suspended));
        return Events{WindowsSet{next_version(state), facts.now, one.windows}};
    }
};

} // namespace

Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts) {
    return std::visit(Decide{state, facts}, command);
}

} // namespace gezhi::playbook
