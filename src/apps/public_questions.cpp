#include "apps/public_questions.hpp"

#include "modules/casework/casework.hpp"
#include "modules/casework/emergency.hpp"
#include "modules/casework/intake.hpp"

namespace gezhi::apps {

namespace {

using detail::Public;
using pages::Lang;
using Shared = std::shared_ptr<const Public>;

constexpr std::size_t similar_offered = 3;
constexpr std::size_t places_offered = 6;

const std::string& pick(Lang lang, const std::string& zh, const std::string& en) {
    return lang == Lang::en && !en.empty() ? en : zh;
}

Actor resident(ActorKind kind) {
    Actor actor;
    actor.kind = kind;
    return actor;
}

pages::PlaceHit hit(const grid::PlaceFound& place) {
    return {place.code.value, place.name, place.address, {place.at.lat(), place.at.lon()}};
}

pages::Located located(const Public& street, pages::Position at, const std::string& datum) {
    const auto stated = geo::parse_datum(datum);
    const auto point = geo::from_degrees(at.lat, at.lon);
    if (!stated || !point) return {{}, false, 0};
    const auto& ground = *street.wiring.ground;
    const auto found = ground.locate(geo::to_wgs84(*point, *stated));
    return {found.grid.empty() ? std::string() : ground.grid_name(found.grid), found.inside,
            static_cast<int>(found.distance_m)};
}

std::vector<pages::SimilarCase> similar(const Public& street, pages::Position at, const std::string& text) {
    const auto point = geo::from_degrees(at.lat, at.lon);
    if (!point) return {};
    const auto found = street.wiring.open_cases->like({*point, text, {}, {}, similar_offered});
    std::vector<pages::SimilarCase> list;
    if (!found) return list; // an offer only: the report itself goes on
    for (const auto& one : *found)
        list.push_back({one.number.value, one.text, static_cast<int>(one.distance_m), one.supporters,
                        one.reported_at, detail::step_of(one.stage),
                        detail::has_public_photos(street, one.number)});
    return list;
}

std::optional<pages::EmergencyHit> emergency(const Public& street, const std::string& text, Lang lang) {
    const auto book = street.wiring.books->current();
    const auto& rules = book->index.playbook().emergency;
    const auto found = casework::scan(rules, text);
    if (!found) return std::nullopt;
    for (const auto& group : rules.groups)
        if (group.id == found->group)
            return pages::EmergencyHit{group.id, pick(lang, group.text_zh, group.text_en),
                                       pick(lang, group.do_zh, group.do_en), group.numbers};
    return std::nullopt;
}

std::vector<pages::NotifyWay> notify_ways(const Public& street, Lang lang) {
    std::vector<pages::NotifyWay> ways;
    const auto book = street.wiring.books->current();
    for (const auto& way : book->index.playbook().notice.ways)
        ways.push_back({way.id, pick(lang, way.text_zh, way.text_en), way.needs_contact});
    return ways;
}

// Only open public cases can be joined by number; any other number leaves the report standing alone.
std::optional<CaseId> joinable(const Public& street, const std::string& number) {
    const auto code = Code::parse(number);
    if (!code) return std::nullopt;
    const auto found = street.cases.by_number(*code);
    if (!found || !*found || !street.wiring.open_cases->has(**found)) return std::nullopt;
    return *found;
}

Result<casework::ReportGiven> given(const Public& street, const pages::ReportCommand& command) {
    casework::ReportGiven report;
    report.text = command.text;
    report.channel = casework::Channel::resident_web;
    if (command.position) {
        report.lat = command.position->lat;
        report.lon = command.position->lon;
        report.datum = command.datum;
    }
    report.place = command.place_code;
    report.address = command.address;
    report.contact = {{}, command.phone, command.door};
    report.may_be_called = command.may_be_called;
    report.notify_by = Code::parse(command.notify_by).value_or(Code{});
    for (const auto& photo : command.photos) {
        const auto id = FileId::parse(photo);
        if (!id) return refuse(casework::rules::photo_unknown);
        report.photos.push_back(*id);
    }
    report.same_as = joinable(street, command.join_number);
    return report;
}

// Photos come anew with each try of a bad network, so the same report is the same words at the same place.
std::int64_t fingerprint(const pages::ReportCommand& command) {
    std::string text = command.text + "\n" + command.place_code + "\n" + command.address;
    if (command.position)
        text += "\n" + std::to_string(command.position->lat) + "," + std::to_string(command.position->lon);
    return engine::fingerprint(text);
}

std::string without_dash(std::string key) {
    std::erase(key, '-');
    return key;
}

Result<pages::Receipt> report(const Public& street, const pages::ReportCommand& command) {
    GEZHI_TRY(report, given(street, command));
    const auto actor = resident(ActorKind::anonymous);
    const auto& engine = street.wiring.engine;
    const casework::Key key{engine::command_id(engine.subdistrict(), actor, command.idempotency_key),
                            fingerprint(command)};
    GEZHI_TRY(receipt, casework::ask_report_and_wait(street.door(), actor, std::move(report), key));
    const auto id = id_as<CaseId>(receipt.id);
    const auto& number = casework::state_of(receipt).number;
    return pages::Receipt{number.value, without_dash(street.wiring.vault.follow_key(id))};
}

// A word of the reporter: the holder of the key may touch this one case.
template <class Make>
Result<void> word(const Public& street, const pages::FollowCommand& command, const char* kind, Make make) {
    GEZHI_TRY(id, street.opened(command.number, command.key));
    const auto one = street.door();
    engine::Sides sides;
    std::optional<casework::SealedText> text;
    if (!trim(command.text).empty()) text = casework::seal(one, id, trim(command.text), kind, sides);
    GEZHI_TRY(made, make(text));
    const auto actor = resident(ActorKind::reporter);
    auto task = casework::command(one, actor, id, std::move(made));
    task.id = engine::command_id(one.engine.subdistrict(), actor, id.text() + "/" + command.idempotency_key);
    task.fingerprint =
        engine::fingerprint(std::string(kind) + (command.solved.value_or(false) ? "+" : "-") + command.text);
    task.sides = std::move(sides);
    GEZHI_CHECK(one.engine.ask_and_wait(std::move(task)));
    return {};
}

using Text = std::optional<casework::SealedText>;

Result<casework::Command> answer(const pages::FollowCommand& command, const Text& text) {
    return casework::Command(casework::Answer{command.solved.value_or(false), text});
}

Result<casework::Command> say(const Text& text) {
    if (!text) return refuse(casework::rules::text_missing);
    return casework::Command(casework::Say{*text});
}

Result<casework::Command> object(const Text& text) {
    if (!text) return refuse(casework::rules::text_missing);
    return casework::Command(casework::Object{*text});
}

// Drawn once for each change of the ground.
std::function<std::shared_ptr<const pages::MapLayers>()> layers(const Shared& street) {
    struct Kept {
        std::mutex mutex;
        std::int64_t revision{-1};
        std::shared_ptr<const pages::MapLayers> layers = std::make_shared<const pages::MapLayers>();
    };

    return [street, kept = std::make_shared<Kept>()] {
        const auto& ground = street->wiring.drawn;
        if (!ground) return kept->layers;
        const std::scoped_lock lock(kept->mutex);
        if (const auto revision = ground->revision(); revision != kept->revision) {
            kept->layers = detail::layers_of(*ground->drawn(), ground->places());
            kept->revision = revision;
        }
        return kept->layers;
    };
}

void add_words(pages::PublicQuestions& questions, const Shared& street) {
    questions.report = [street](const pages::ReportCommand& command) { return report(*street, command); };
    questions.answer = [street](const pages::FollowCommand& command) {
        return word(*street, command, "answer", [&](const Text& text) { return answer(command, text); });
    };
    questions.say = [street](const pages::FollowCommand& command) {
        return word(*street, command, "talk", [](const Text& text) { return say(text); });
    };
    questions.object = [street](const pages::FollowCommand& command) {
        return word(*street, command, "object", [](const Text& text) { return object(text); });
    };
    questions.keep_photo = [street](std::string bytes) -> Result<std::string> {
        GEZHI_TRY(id, street->wiring.files.keep(bytes));
        return id.text();
    };
}

} // namespace

namespace detail {

Public::Public(PublicWiring given) : wiring(std::move(given)), cases(wiring.engine, wiring.vault) {}

casework::Door Public::door() const {
    return {wiring.engine, wiring.casework, wiring.vault, wiring.books, wiring.ground, &wiring.files};
}

Result<CaseId> Public::opened(const std::string& number, const std::string& key) const {
    const auto code = Code::parse(number);
    if (!code) return refuse(casework::rules::no_such_case);
    GEZHI_TRY(found, cases.by_number(*code));
    const auto id = found.value_or(CaseId{}); // an unknown number is compared as well, so it takes as long
    if (!wiring.vault.is_follow_key(id, key) || !found) return refuse(casework::rules::no_such_case);
    return id;
}

} // namespace detail

pages::PublicQuestions public_questions(PublicWiring wiring) {
    const auto street = std::make_shared<const Public>(std::move(wiring));
    pages::PublicQuestions questions;
    questions.now = [street] { return street->wiring.engine.clock().now(); };
    questions.street = [street](Lang lang) {
        const auto& sign = street->wiring.street;
        return pages::Street{pick(lang, sign.name, sign.name_en), sign.telephone, sign.demo};
    };
    questions.public_url = street->wiring.public_url;
    questions.layers = layers(street);
    questions.locate = [street](pages::Position at, const std::string& datum) {
        return located(*street, at, datum);
    };
    questions.place_by_code = [street](const std::string& code) -> std::optional<pages::PlaceHit> {
        const auto parsed = Code::parse(code);
        const auto found = parsed ? street->wiring.ground->place(*parsed) : std::nullopt;
        return found ? std::optional(hit(*found)) : std::nullopt;
    };
    questions.find_places = [street](const std::string& text) {
        std::vector<pages::PlaceHit> hits;
        for (const auto& place : street->wiring.ground->find_places(text, places_offered))
            hits.push_back(hit(place));
        return hits;
    };
    questions.similar = [street](pages::Position at, const std::string& text) {
        return similar(*street, at, text);
    };
    questions.emergency = [street](const std::string& text, Lang lang) {
        return emergency(*street, text, lang);
    };
    questions.notify_ways = [street](Lang lang) { return notify_ways(*street, lang); };
    questions.receipt = [street](const std::string& number, const std::string& key, Lang lang) {
        return detail::receipt_page(*street, number, key, lang);
    };
    questions.mine = [street](const std::string& number, const std::string& key) {
        return detail::mine_page(*street, number, key);
    };
    questions.follow = [street](const std::string& number, const std::string& key, Lang lang) {
        return detail::follow_page(*street, number, key, lang);
    };
    questions.public_case = [street](const std::string& number, pages::Lang lang) {
        return detail::open_case(*street, number, lang);
    };
    questions.public_photo = [street](const pages::PhotoWish& wish) {
        return detail::open_photo(*street, wish);
    };
    questions.photo = [street](const pages::PhotoWish& wish) { return detail::follow_photo(*street, wish); };
    add_words(questions, street);
    return questions;
}

} // namespace gezhi::apps
