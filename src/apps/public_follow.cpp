// Receipt and follow page: what a case is to the one who reported it, in plain words.

#include "apps/public_questions.hpp"
#include "modules/casework/shape.hpp"
#include "modules/casework/try_out.hpp"
#include "modules/files/http.hpp"

namespace gezhi::apps::detail {

namespace {

using casework::Cases;
using casework::Shape;
using casework::Stage;
using pages::ClockLook;
using pages::Lang;
using pages::Outcome;
using pages::Step;

const std::string& pick(Lang lang, const std::string& zh, const std::string& en) {
    return lang == Lang::en && !en.empty() ? en : zh;
}

Shape shape_for(const Public& street, Lang lang) {
    return {street.wiring.books->current(), street.wiring.ground, street.wiring.locale, lang,
            street.wiring.engine.clock().now()};
}

// "4 工作时", from the playbook's own words for its units.
std::string limit_words(const playbook::Playbook& book, std::string_view limit, Lang lang) {
    const auto digits = limit.find_first_of("0123456789");
    if (digits == std::string_view::npos) return {};
    const auto end = limit.find_first_not_of("0123456789.", digits);
    for (const auto& unit : book.limits.units)
        if (unit.prefix == limit.substr(0, digits))
            return std::string(limit.substr(digits, end - digits)) + " " +
                   pick(lang, unit.text_zh, unit.text_en);
    return std::string(limit);
}

std::optional<pages::LegalPath> legal_path(const playbook::Playbook& book, const Code& code, Lang lang) {
    for (const auto& path : book.legal_paths.paths)
        if (path.id == code.value)
            return pages::LegalPath{pick(lang, path.name_zh, path.name_en),
                                    pick(lang, path.where_zh, path.where_en),
                                    pick(lang, path.how_zh, path.how_en), path.tel};
    return std::nullopt;
}

Outcome outcome_of(const casework::State& state) {
    if (state.stage == Stage::declined) return Outcome::declined;
    if (state.stage != Stage::closed || !state.ending) return Outcome::open;
    switch (*state.ending) {
    case casework::Ending::solved:
        return Outcome::solved;
    case casework::Ending::explained:
        return Outcome::explained;
    case casework::Ending::beyond_law:
        return Outcome::beyond_law;
    case casework::Ending::legal_path:
        return Outcome::legal_path;
    }
    return Outcome::open;
}

ClockLook look_of(const std::string& state) {
    if (state == "half") return ClockLook::half;
    if (state == "soon") return ClockLook::soon;
    if (state == "late") return ClockLook::late;
    if (state == "paused") return ClockLook::paused;
    return state == "met" ? ClockLook::met : ClockLook::running;
}

void put_clock(pages::FollowPage& page, const casework::State& state, const Shape& shape) {
    if (!state.clock || !casework::open(state)) return;
    const auto shown = shape.clock(*state.clock, true);
    if (!shown) return;
    page.clock = {look_of(shown->state), shown->used, 0, 0, 0};
    if (shown->remaining) {
        page.clock.days = shown->remaining->days;
        page.clock.hours = shown->remaining->hours;
        page.clock.minutes = shown->remaining->minutes;
    }
    page.due = state.clock->start.due;
}

// The last moment of each step that the case has reached; what a reopening undid is not among them.
std::vector<pages::StepView> steps_of(const Cases::Told& told, Step now, bool ended, const Shape& shape) {
    std::map<Step, pages::StepView> steps;
    const auto put = [&](Step step, Instant at, std::string note) {
        steps[step] = {step, at, std::move(note)};
    };
    for (const auto& [stored, event] : told.moments) {
        if (std::holds_alternative<casework::Reported>(event)) put(Step::noted, stored.at, {});
        if (const auto* one = std::get_if<casework::Registered>(&event))
            put(Step::settled, stored.at, shape.matter(one->class_code));
        if (const auto* one = std::get_if<casework::Dispatched>(&event))
            put(Step::given, stored.at, shape.unit(one->unit));
        if (std::holds_alternative<casework::Acknowledged>(event)) put(Step::working, stored.at, {});
        if (std::holds_alternative<casework::HandedIn>(event)) put(Step::looked, stored.at, {});
        if (std::holds_alternative<casework::Closed>(event) ||
            std::holds_alternative<casework::Declined>(event))
            put(Step::good, stored.at, {});
    }
    std::vector<pages::StepView> list;
    for (auto& [step, view] : steps)
        if (ended || step <= now) list.push_back(std::move(view));
    return list;
}

struct Read {
    CaseId id{};
    Cases::Told own{};
    Cases::Told lead{}; // of a case that follows another one: how far that is
    std::map<TextRef, std::string> texts{};

    bool joined() const { return own.state.joined_to && casework::open(own.state); }

    const Cases::Told& way() const { return joined() ? lead : own; }

    std::string text(const casework::SealedText& sealed) const {
        const auto found = texts.find(sealed.ref);
        return found == texts.end() ? std::string() : found->second;
    }
};

Result<Read> read(const Public& street, const std::string& number, const std::string& key) {
    Read read;
    GEZHI_TRY(id, street.opened(number, key));
    read.id = id;
    GEZHI_TRY(own, street.cases.history(id));
    read.own = std::move(own);
    if (read.joined()) {
        GEZHI_TRY(lead, street.cases.history(*read.own.state.joined_to));
        read.lead = std::move(lead);
    }
    const auto& state = read.own.state;
    std::vector<TextRef> refs{state.text.ref};
    for (const auto& talk : state.talk) refs.push_back(talk.text.ref);
    if (state.result_text) refs.push_back(state.result_text->ref);
    GEZHI_TRY(texts, street.cases.texts(refs));
    read.texts = std::move(texts);
    return read;
}

// Others who said the same: of a joined case, its lead's reporter and the other supporters.
std::int64_t others(const Read& read) {
    return read.joined() ? read.lead.state.supporters : read.own.state.supporters;
}

Result<void> put_what_may_be_said(const Public& street, const Read& read, pages::FollowPage& page) {
    Actor reporter;
    reporter.kind = ActorKind::reporter;
    const std::vector<casework::Command> words{casework::Answer{true, {}}, casework::Say{},
                                               casework::Object{}};
    GEZHI_TRY(answers, casework::try_out(street.wiring.engine, street.wiring.casework.room(),
                                         {reporter, read.own.state}, words));
    page.may_answer = answers[0].has_value();
    page.may_say = answers[1].has_value();
    page.may_object = answers[2].has_value();
    page.object_until = read.own.state.object_until;
    return {};
}

std::string photo_address(const std::string& number, const std::string& key, FileId file) {
    return "/c/" + number + "/photo/" + file.text() + "?key=" + key;
}

} // namespace

Step step_of(Stage stage) {
    switch (stage) {
    case Stage::none:
    case Stage::reported:
    case Stage::verified:
        return Step::noted;
    case Stage::accepted:
    case Stage::registered:
        return Step::settled;
    case Stage::dispatched:
        return Step::given;
    case Stage::handling:
        return Step::working;
    case Stage::checking:
    case Stage::answering:
        return Step::looked;
    case Stage::closed:
    case Stage::declined:
        return Step::good;
    }
    return Step::noted;
}

Result<pages::ReceiptPage> receipt_page(const Public& street, const std::string& number,
                                        const std::string& key, Lang lang) {
    GEZHI_TRY(found, read(street, number, key));
    const auto& state = found.own.state;
    const auto shape = shape_for(street, lang);
    pages::ReceiptPage page;
    page.number = number;
    page.key = key;
    page.reported_at = state.reported_at;
    if (casework::open(state) && casework::at_desk(state) && state.clock && !state.joined_to)
        page.tell_by = state.clock->start.due;
    const auto& index = shape.book().index;
    if (const auto limit = index.limit(state.class_code.value, state.condition.value))
        page.handling_limit = limit_words(index.playbook(), limit->limit, lang);
    page.joined = found.joined();
    page.joined_with = others(found);
    page.emergency = !state.emergency.empty();
    GEZHI_TRY(where, street.cases.where(found.id));
    page.outside = where && where->at && state.grid.empty() && !street.wiring.ground->partition().empty();
    return page;
}

Result<pages::FollowPage> follow_page(const Public& street, const std::string& number, const std::string& key,
                                      Lang lang) {
    GEZHI_TRY(found, read(street, number, key));
    const auto& own = found.own.state;
    const auto& way = found.way().state;
    const auto shape = shape_for(street, lang);
    pages::FollowPage page;
    page.number = number;
    page.key = key;
    page.step = step_of(way.stage);
    page.outcome = outcome_of(own);
    page.reworked = way.rework || way.reopened > 0;
    page.unit_name = shape.unit(way.unit);
    put_clock(page, way, shape);
    page.text = found.text(own.text);
    GEZHI_TRY(where, street.cases.where(found.id));
    if (where) page.place_text = where->address;
    for (const auto& photo : own.evidence_before)
        page.photos_before.push_back(photo_address(number, key, photo));
    for (const auto& photo : way.evidence_after)
        page.photos_after.push_back(photo_address(number, key, photo));
    if (own.result_text) page.result_text = found.text(*own.result_text);
    page.steps = steps_of(found.way(), page.step, page.outcome != Outcome::open, shape);
    for (const auto& talk : own.talk)
        page.talk.push_back({talk.from_reporter, found.text(talk.text), talk.at});
    std::erase_if(page.talk, [](const pages::TalkView& talk) { return talk.text.empty(); }); // erased
    page.joined_with = others(found);
    page.legal_path = legal_path(shape.book().index.playbook(), own.legal_path, lang);
    page.answered = own.answered;
    GEZHI_CHECK(put_what_may_be_said(street, found, page));
    page.proof_head = found.own.moments.back().stored.hash.text();
    return page;
}

Result<http::Response> follow_photo(const Public& street, const pages::PhotoWish& wish) {
    GEZHI_TRY(found, read(street, wish.number, wish.key));
    const auto id = FileId::parse(wish.file);
    if (!id) return refuse(casework::rules::no_such_case);
    const auto among = [&](const std::vector<FileId>& files) {
        return std::find(files.begin(), files.end(), *id) != files.end();
    };
    if (!among(found.own.state.evidence_before) && !among(found.way().state.evidence_after))
        return refuse(casework::rules::no_such_case);
    GEZHI_TRY(opened, street.wiring.files.open(*id, wish.thumb ? files::Size::thumb : files::Size::whole));
    return files::picture_response(std::move(opened));
}

} // namespace gezhi::apps::detail
