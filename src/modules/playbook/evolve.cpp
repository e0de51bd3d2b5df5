#include "modules/playbook/commands.hpp"

#include <algorithm>

namespace gezhi::playbook {

namespace {

struct Evolve {
    State& state;

    template <class Part>
    void take(Part Playbook::*part, const Part& content, std::string_view called) const {
        state.playbook.*part = content;
        state.parts_pending.push_back(Code{std::string(called)});
    }

    void adopted(std::string_view of, const Code& version, Instant at) const {
        state.of = Code{std::string(of)};
        state.adoptions.push_back({version, at, std::move(state.parts_pending)});
        state.parts_pending.clear();
    }

    void operator()(const SourcesAdopted& one) const { take(&Playbook::sources, one.part, "sources"); }

    void operator()(const CatalogueAdopted& one) const { take(&Playbook::catalogue, one.part, "catalogue"); }

    void operator()(const LimitsAdopted& one) const { take(&Playbook::limits, one.part, "limits"); }

    void operator()(const RoutingAdopted& one) const { take(&Playbook::routing, one.part, "routing"); }

    void operator()(const VisibilityAdopted& one) const {
        take(&Playbook::visibility, one.part, "visibility");
    }

    void operator()(const LegalPathsAdopted& one) const {
        take(&Playbook::legal_paths, one.part, "legal_paths");
    }

    void operator()(const EndingsAdopted& one) const { take(&Playbook::endings, one.part, "endings"); }

    void operator()(const ReasonsAdopted& one) const { take(&Playbook::reasons, one.part, "reasons"); }

    void operator()(const ChannelsAdopted& one) const { take(&Playbook::channels, one.part, "channels"); }

    void operator()(const RiskAdopted& one) const { take(&Playbook::risk, one.part, "risk"); }

    void operator()(const NoticeAdopted& one) const { take(&Playbook::notice, one.part, "notice"); }

    void operator()(const RetentionAdopted& one) const { take(&Playbook::retention, one.part, "retention"); }

    void operator()(const PhrasesAdopted& one) const { take(&Playbook::phrases, one.part, "phrases"); }

    void operator()(const EmergencyAdopted& one) const { take(&Playbook::emergency, one.part, "emergency"); }

    void operator()(const PlaybookAdopted& one) const { adopted("rules", one.version, one.at); }

    void operator()(const CalendarYearImported& one) const {
        std::erase_if(state.years, [&](const auto& year) { return year.year == one.year.year; });
        const auto later =
            std::ranges::find_if(state.years, [&](const auto& year) { return year.year > one.year.year; });
        state.years.insert(later, one.year);
        state.parts_pending.push_back(Code{std::to_string(one.year.year)});
        adopted("calendar", one.version, one.at);
    }

    void operator()(const IntervalSuspended& one) const {
        state.suspended.push_back(one.interval);
        state.parts_pending.push_back(Code{"suspended"});
        adopted("calendar", one.version, one.at);
    }

    void operator()(const WindowsSet& one) const {
        state.windows.windows = one.windows;
        state.parts_pending.push_back(Code{"windows"});
        adopted("calendar", one.version, one.at);
    }
};

} // namespace

State evolve(State state, const Event& event) {
    ++state.version;
    std::visit(Evolve{state}, event);
    return state;
}

} // namespace gezhi::playbook
