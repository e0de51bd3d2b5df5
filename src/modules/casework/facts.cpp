#include "modules/casework/casework.hpp"
#include "modules/casework/decide.hpp"
#include "modules/casework/facts_book.hpp"
#include "modules/casework/facts_clock.hpp"
#include "modules/casework/rules.hpp"
#include "modules/files/query.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

#include <algorithm>

namespace gezhi::casework {

namespace {

constexpr std::string_view lead_text = "SELECT open, joined_to, visibility FROM {case_row} "
                                       "WHERE subdistrict = :s AND id = :id";
// A supporter that the flow has not counted yet stands here already: in the same transaction, in the same
// batch.
constexpr std::string_view followers_text =
    "SELECT CAST(count(*) AS BIGINT) FROM {case_row} WHERE subdistrict = :s AND joined_to = :id AND "
    "joined_to <> ''";
// Numbers have no gaps, so the day's count is its last serial.
constexpr std::string_view serial_text =
    "SELECT n FROM {rollup} WHERE subdistrict = :s AND counter = 'reported' AND bucket = :day";

struct LeadRow {
    bool open{false};
    CaseId joined_to{};
    Visibility visibility{Visibility::public_};
};
BOOST_DESCRIBE_STRUCT(LeadRow, (), (open, joined_to, visibility))

struct Names { // of the playbook's limits.json
    static constexpr std::string_view triage = "triage", dispatch = "dispatch", check = "check",
                                      answer = "answer", object = "object", emergency = "emergency",
                                      refusal = "refusal", second = "second", supervised = "supervised",
                                      appeal = "appeal";
};

// Fills what the step at hand needs of the playbook; one function for each command, the rest is common.
class Look {
public:
    // Without `has_files` photos are taken as they are named: a room without ground has no side tables
    // either.
    Look(engine::Inside& inside, const playbook::Rulebook& book, const State& state, Facts& facts,
         bool has_files)
        : inside_(inside), book_(book), state_(state), facts_(facts), clocks_(book, facts.now),
          has_files_(has_files) {}

    // No number is taken for what decide will refuse: it says why.
    Result<void> operator()(const Report& one) {
        if (!one.class_code.empty()) look_at_class(one.class_code, {});
        GEZHI_CHECK(look_at_report(one));
        GEZHI_CHECK(look_at_photos(one.photos));
        GEZHI_CHECK(look_at_voice(one.voice));
        if (!check_report(state_, one, facts_)) return {};
        return take_number(*letter_of(book(), one.channel));
    }

    // As a report, and what ends it.
    Result<void> operator()(const FixOnSpot& one) {
        const auto& class_code = one.report.class_code;
        const auto* matter = book_.index.matter(class_code.value);
        look_at_class(class_code, one.condition);
        look_at_closing(class_code, one.closing, Ending::solved);
        facts_.check_percent = check_percent(book(), state_);
        look_at_check();
        facts_.check_by_class = matter != nullptr && matter->check == "always";
        facts_.fixable_on_spot = fixable_on_spot(book(), class_code);
        GEZHI_CHECK(window());
        GEZHI_CHECK(look_at_report(one.report));
        auto photos = one.report.photos;
        photos.insert(photos.end(), one.photos.begin(), one.photos.end());
        GEZHI_CHECK(look_at_photos(photos));
        GEZHI_CHECK(look_at_voice(one.report.voice));
        if (!check_fix(state_, one, facts_)) return {};
        return take_number(*letter_of(book(), one.report.channel));
    }

    Result<void> operator()(const SendOn& one) {
        const auto& class_code = one.class_code.empty() ? state_.class_code : one.class_code;
        const bool keeps = one.condition.empty() && class_code == state_.class_code;
        look_at_class(class_code, keeps ? state_.condition : one.condition);
        look_at_unit(class_code, facts_.condition, one.unit);
        return {};
    }

    Result<void> operator()(const Register& one) {
        look_at_class(one.class_code, one.condition);
        return {};
    }

    Result<void> operator()(const Dispatch& one) {
        look_at_unit(state_.class_code, state_.condition, one.unit);
        return {};
    }

    Result<void> operator()(const Decline& one) {
        look_at_reason("decline", one.reason);
        facts_.path_known = one.path.empty() || knows_path(book(), one.path);
        return window();
    }

    Result<void> operator()(const ReturnOrder& one) {
        look_at_reason("return", one.reason);
        facts_.unit_known = book_.index.unit(one.proposed_unit.value) != nullptr;
        facts_.clocks.triage = clocks_.stage(ClockKind::triage, Names::dispatch);
        return {};
    }

    Result<void> operator()(const HandIn& one) {
        const auto* matter = book_.index.matter(state_.class_code.value);
        facts_.photo_required = matter != nullptr && matter->photo == "asked";
        facts_.check_by_class = matter != nullptr && matter->check == "always";
        facts_.check_percent = check_percent(book(), state_);
        if (const auto limit = neighbour_limit(book(), state_.class_code); !limit.empty())
            facts_.neighbours_until = clocks_.end_of(limit);
        look_at_check();
        return look_at_photos(one.photos);
    }

    Result<void> operator()(const Check&) {
        if (const auto limit = neighbour_limit(book(), state_.class_code); !limit.empty())
            facts_.neighbours_until = clocks_.end_of(limit);
        look_at_check();
        facts_.clocks.triage = clocks_.stage(ClockKind::triage, Names::dispatch);
        if (state_.handling) facts_.clocks.resumed = clocks_.going_on(*state_.handling);
        return {};
    }

    Result<void> operator()(const Close& one) {
        look_at_closing(state_.class_code, one.condition, one.ending);
        return window();
    }

    Result<void> operator()(const Object&) {
        facts_.clocks.check = clocks_.stage(ClockKind::check, Names::check);
        return {};
    }

    Result<void> operator()(const Split& one) {
        facts_.class_known = book_.index.matter(one.class_code.value) != nullptr;
        return {};
    }

    Result<void> operator()(const ReopenChild& one) {
        look_at_reason("reopen", one.reason);
        return {};
    }

    Result<void> operator()(const Answer&) { return second_handling(); }

    Result<void> operator()(const Reopen& one) {
        look_at_reason("reopen", one.reason);
        return second_handling();
    }

    Result<void> operator()(const Join& one) {
        GEZHI_CHECK(look_at_lead(one.lead));
        GEZHI_TRY(session, inside_.session());
        GEZHI_TRY(followers,
                  session->integers(followers_text, {{"s", inside_.subdistrict()}, {"id", facts_.id}}));
        facts_.followed = !followers.empty() && followers.front() > 0;
        return {};
    }

    Result<void> operator()(const Refer& one) {
        facts_.path_known = knows_path(book(), one.path);
        return window();
    }

    Result<void> operator()(const HoldForPath& one) {
        facts_.path_known = knows_path(book(), one.path);
        look_at_adjustments();
        return {};
    }

    Result<void> operator()(const AskExtension& one) {
        look_at_reason("extend", one.reason);
        look_at_adjustments();
        return {};
    }

    Result<void> operator()(const AskSuspension& one) {
        look_at_reason("suspend", one.reason);
        look_at_adjustments();
        return {};
    }

    Result<void> operator()(const Approve&) {
        look_at_adjustments();
        if (state_.request && state_.clock) facts_.clocks.extended = clocks_.extended(*state_.clock);
        return {};
    }

    Result<void> operator()(const Recall&) {
        facts_.clocks.triage = clocks_.stage(ClockKind::triage, Names::dispatch);
        return {};
    }

    Result<void> operator()(const Supervise&) {
        facts_.supervised_until = clocks_.hotline_end(Names::supervised);
        return {};
    }

    Result<void> operator()(const AppealLateness& one) {
        look_at_reason("appeal", one.reason);
        if (state_.closed_at) facts_.appeal_until = clocks_.stage_end_from(*state_.closed_at, Names::appeal);
        return {};
    }

    Result<void> operator()(const ReviewAppeal&) {
        look_at_adjustments();
        return {};
    }

    Result<void> operator()(const Leave&) { return resumed(); }

    Result<void> operator()(const Resume&) { return resumed(); }

    Result<void> operator()(const Tick&) {
        if (state_.clock) facts_.escalation = clocks_.escalation(*state_.clock);
        return state_.hold || state_.suspension ? resumed() : Result<void>{};
    }

    Result<void> operator()(const FollowLead&) { return window(); }

    Result<void> operator()(const Recompute&) {
        if (state_.clock) facts_.clocks.recomputed = clocks_.going_on(*state_.clock);
        return {};
    }

    template <class Other>
    Result<void> operator()(const Other&) {
        return {};
    }

private:
    Result<void> look_at_report(const Report& one) {
        facts_.channel_known = letter_of(book(), one.channel).has_value();
        look_at_way(one.notify_by);
        facts_.clocks.triage = one.emergency.empty() ? clocks_.stage(ClockKind::triage, Names::triage)
                                                     : clocks_.hotline(ClockKind::triage, Names::emergency);
        GEZHI_CHECK(look_at_photos(one.photos));
        return one.same_as ? look_at_lead(*one.same_as) : Result<void>{};
    }

    void look_at_class(const Code& class_code, const Code& condition) {
        const auto* matter = book_.index.matter(class_code.value);
        facts_.class_known = matter != nullptr;
        if (matter == nullptr) return;
        boost::describe::enum_from_string(
            (matter->visibility == "public" ? "public_" : matter->visibility).c_str(),
            facts_.class_visibility);
        const auto found = book_.index.limit(class_code.value, condition.value);
        if (found && (condition.empty() || found->condition == condition.value))
            facts_.condition = Code{std::string(found->condition)};
    }

    void look_at_unit(const Code& class_code, const Code& condition, const Code& unit) {
        facts_.unit_known = book_.index.unit(unit.value) != nullptr;
        const auto route = book_.index.route(class_code.value, state_.grid.value);
        if (route.unit == unit.value) facts_.route = Code{std::string(route.reason)};
        facts_.return_until = clocks_.hotline_end(Names::refusal);
        facts_.clocks.handling = clocks_.handling(state_, class_code, condition);
    }

    void look_at_closing(const Code& class_code, const Code& condition, Ending ending) {
        const auto known = book_.index.closings(class_code.value);
        const auto found = std::find_if(known.begin(), known.end(),
                                        [&](const auto* each) { return each->code == condition.value; });
        facts_.closing_known = found != known.end();
        facts_.closing_fits =
            facts_.closing_known && (*found)->ending == boost::describe::enum_to_string(ending, "");
    }

    void look_at_reason(std::string_view kind, const Code& code) {
        const auto& reasons = book().reasons.reasons;
        const auto found = std::find_if(reasons.begin(), reasons.end(), [&](const auto& one) {
            return one.kind == kind && one.code == code.value;
        });
        facts_.reason_known = found != reasons.end();
        facts_.note_required = facts_.reason_known && found->note_required;
    }

    void look_at_way(const Code& way) {
        if (way.empty()) return;
        const auto& ways = book().notice.ways;
        const auto found =
            std::find_if(ways.begin(), ways.end(), [&](const auto& one) { return one.id == way.value; });
        facts_.way_known = found != ways.end();
        facts_.contact_needed = facts_.way_known && found->needs_contact;
    }

    void look_at_adjustments() {
        const auto& adjustments = book().limits.adjustments;
        facts_.extensions_max = adjustments.extensions_max;
        facts_.suspensions_max = adjustments.suspensions_max;
        facts_.approvals = adjustments.approvals;
        facts_.appeal_reviews = adjustments.appeal_reviews;
        facts_.rest_until_max =
            facts_.now + std::chrono::microseconds(adjustments.suspension_days_max * us_per_day);
    }

    void look_at_check() {
        facts_.clocks.check = clocks_.stage(ClockKind::check, Names::check);
        // The answer waits for the neighbours where the class asks for it.
        facts_.clocks.answer =
            clocks_.stage_from(facts_.neighbours_until.value_or(facts_.now), Names::answer);
    }

    // 不满意再次办理: its own limit, the head of the unit in charge.
    Result<void> second_handling() {
        facts_.clocks.handling = clocks_.hotline(ClockKind::handling, Names::second);
        facts_.clocks.triage = clocks_.stage(ClockKind::triage, Names::triage);
        return {};
    }

    Result<void> resumed() {
        if (state_.clock) facts_.clocks.resumed = clocks_.going_on(*state_.clock);
        return {};
    }

    Result<void> window() {
        facts_.object_until = clocks_.stage_end(Names::object);
        return {};
    }

    Result<void> look_at_photos(const std::vector<FileId>& photos) {
        if (!has_files_) return {};
        GEZHI_TRY(known, files::may_name(inside_, photos));
        facts_.photos_known = known;
        return {};
    }

    Result<void> look_at_voice(const std::optional<FileId>& voice) {
        if (!has_files_ || !voice) return {};
        GEZHI_TRY(known, files::may_name(inside_, {*voice}, files::Kept::voice));
        facts_.voice_known = known;
        return {};
    }

    Result<void> look_at_lead(CaseId id) {
        GEZHI_TRY(session, inside_.session());
        GEZHI_TRY(found, session->one<LeadRow>(lead_text, {{"s", inside_.subdistrict()}, {"id", id}}));
        if (found) facts_.lead = Lead{found->open, !found->joined_to.empty(), found->visibility};
        return {};
    }

    Result<void> take_number(std::string_view letter) {
        const auto date = civil(facts_.now).date;
        const auto day = iso_date(date);
        GEZHI_TRY(serial, inside_.next("casework/" + day, [&](sql::Session& session) -> Result<std::int64_t> {
            GEZHI_TRY(last, session.integers(serial_text, {{"s", inside_.subdistrict()}, {"day", day}}));
            return last.empty() ? 0 : last.front();
        }));
        facts_.serial = serial;
        facts_.number = case_number(book().channels.number_prefix, date, letter, serial);
        return {};
    }

    const playbook::Playbook& book() const { return book_.index.playbook(); }

    engine::Inside& inside_;
    const playbook::Rulebook& book_;
    const State& state_;
    Facts& facts_;
    ClockMaker clocks_;
    bool has_files_;
};

const Report* report_in(const Command& command) {
    if (const auto* fix = std::get_if<FixOnSpot>(&command)) return &fix->report;
    return std::get_if<Report>(&command);
}

} // namespace

Result<Facts> Casework::facts(engine::Inside& inside, const Actor& actor, const State& state,
                              const Command& command) const {
    const auto book = books_->current();
    Facts facts;
    facts.now = inside.now();
    facts.id = id_as<CaseId>(inside.stream());
    facts.actor = actor;
    facts.playbook = book->version;
    // A part keeps the grid of its whole, whatever was drawn since.
    if (const auto* report = report_in(command); report != nullptr && ground_ && !report->parent)
        facts.partition_moved = report->partition != ground_->partition();
    GEZHI_CHECK(std::visit(Look(inside, *book, state, facts, ground_ != nullptr), command));
    return facts;
}

} // namespace gezhi::casework
