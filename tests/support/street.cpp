#include "support/street.hpp"

#include "flows/flows.hpp"
#include "flows/pictures.hpp"
#include "modules/files/query.hpp"
#include "modules/playbook/load.hpp"

#include <algorithm>

namespace gezhi::support {

namespace {

const playbook::Playbook& rules() {
    static const auto loaded = playbook::load(std::string(GEZHI_SOURCE_DIR) + "/playbook");
    require(loaded.has_value(), "the playbook reads");
    return *loaded;
}

const std::vector<calendar::YearCalendar>& years() {
    static const auto loaded = playbook::load_years(std::string(GEZHI_SOURCE_DIR) + "/playbook");
    require(loaded.has_value(), "its calendars read");
    return *loaded;
}

std::string text_of(const std::vector<sql::Value>& values) {
    std::string text;
    for (const auto& value : values) {
        if (!text.empty()) text += '\t';
        text += value.null                         ? std::string("null")
                : value.type == sql::Type::integer ? std::to_string(value.integer)
                                                   : value.text;
    }
    return text;
}

struct LogTable {
    std::string name;
    std::string columns;
    std::string order;
    std::vector<sql::Type> types;
};

const std::vector<LogTable>& log_tables() {
    constexpr auto text = sql::Type::text;
    constexpr auto integer = sql::Type::integer;
    static const std::vector<LogTable> all{
        {"head", "seq, hash, at", "seq", {integer, text, integer}},
        {"event",
         "seq, stream, version, name, at, actor, post, command_id, fingerprint, body, hash",
         "seq",
         {integer, text, integer, text, integer, text, text, text, integer, text, text}},
        {"due", "stream, room, at", "stream", {text, text, integer}},
        {"flow_cursor", "flow, seq", "flow", {text, integer}},
        {"parked", "who, what, code", "who, what", {text, text, text}}};
    return all;
}

} // namespace

Street::Street(const std::string& url, FakeClock& clock)
    : clock_(clock), mint_(clock, 1), playbook_(playbook::PlaybookRoom(books_)),
      casework_(casework::Casework(books_, nullptr)), notice_(notice::NoticeRoom(books_)),
      pictures_(files::PictureRoom(
          [this](engine::Inside& inside, CaseId id) { return flows::album_case(inside, casework_, id); },
          [] { return 730; })) {
    auto opened = sql::Database::open(url, {4, false});
    require(opened.has_value(), "a database for the story");
    database_ = *opened;
    require(files::create_side_tables(*database_).has_value(), "the side tables of pictures");
    open();
    if (engine_->seq() == 0) adopt();
}

void Street::open() {
    engine_ = std::make_unique<engine::Engine>(
        *database_, clock_, mint_, engine::Settings{street_code, engine::Algorithm::sha256, {}, "story"},
        std::vector<engine::Room*>{&playbook_, &casework_, &notice_, &pictures_},
        flows::all({street_code, casework_, notice_, pictures_}));
    const auto done = engine_->open();
    require(done.has_value(), "the street opens");
}

engine::Task Street::task(engine::Room& room, StreamId stream, std::any command,
                          const std::string& key) const {
    engine::Task task;
    task.room = &room;
    task.stream = stream;
    task.actor.kind = ActorKind::flow;
    task.actor.flow = Code{"setup"};
    task.id = engine::command_id(street_code, task.actor, key);
    task.command = std::move(command);
    task.fingerprint = 1;
    return task;
}

void Street::adopt() {
    const auto rules_command = playbook::Command(playbook::AdoptPlaybook{rules()});
    auto answer = engine_->ask_and_wait(task(playbook_, playbook::rules_stream, rules_command, "adopt"));
    require(answer.has_value(), "the playbook is adopted");
    for (const auto& year : years()) {
        const auto command = playbook::Command(playbook::ImportCalendarYear{year});
        answer = engine_->ask_and_wait(
            task(playbook_, playbook::calendar_stream, command, "year " + std::to_string(year.year)));
        require(answer.has_value(), "the calendar is imported");
    }
    // The flows have read what was adopted before the story's first line.
    require(engine_->settle().has_value(), "the street is quiet");
}

engine::Room* Street::room(std::string_view name) {
    for (auto* one : engine_->rooms())
        if (one->name() == name) return one;
    return nullptr;
}

std::map<std::string, std::vector<std::string>> Street::tables() {
    std::map<std::string, std::vector<std::string>> all;
    const auto read = database_->read([&](sql::Session& session) -> Result<void> {
        for (const auto& table : log_tables()) {
            GEZHI_TRY(rows, session.query("SELECT " + table.columns + " FROM " + table.name +
                                              " WHERE subdistrict = :s ORDER BY " + table.order,
                                          {{"s", street_code}}, table.types));
            for (const auto& row : rows) all[table.name].push_back(text_of(row));
        }
        std::vector<const sql::Table*> tables{
            &sql::table_of<engine::RollupRow>(), &sql::table_of<engine::TextRow>(),
            &sql::table_of<engine::PlaceOfRow>(), &sql::table_of<engine::KnownPlaceRow>()};
        for (const auto* room : engine_->rooms()) {
            const auto own = room->tables();
            tables.insert(tables.end(), own.begin(), own.end());
        }
        for (const auto* table : tables) {
            std::vector<sql::Type> types;
            for (const auto& column : table->columns) types.push_back(column.type);
            GEZHI_TRY(rows, session.query(table->select_all_text(), {{"s", street_code}}, types));
            for (const auto& row : rows) all[table->logical].push_back(text_of(row));
        }
        return {};
    });
    require(read.has_value(), "the tables read");
    return all;
}

std::vector<std::string> Street::differences(const std::map<std::string, std::vector<std::string>>& one,
                                             const std::map<std::string, std::vector<std::string>>& other) {
    constexpr std::size_t told_max = 8;
    constexpr std::size_t shown_max = 300;
    std::vector<std::string> told;
    const auto tell = [&](const char* mark, const auto& from, const auto& in) {
        for (const auto& [table, rows] : from) {
            const auto found = in.find(table);
            for (const auto& row : rows) {
                const bool there = found != in.end() && std::find(found->second.begin(), found->second.end(),
                                                                  row) != found->second.end();
                if (!there && told.size() < told_max)
                    told.push_back(mark + table + ": " + row.substr(0, shown_max));
            }
        }
    };
    tell("- ", one, other);
    tell("+ ", other, one);
    // The same rows in another order, or one of them twice.
    if (told.empty() && one != other) told.emplace_back("order or number of rows");
    return told;
}

std::vector<std::string> Street::unsound() {
    std::vector<std::string> all;
    for (const auto& verdict : {engine_->replay_check(), engine_->verify_chain()}) {
        require(verdict.has_value(), "the log reads");
        all.insert(all.end(), verdict->differences.begin(), verdict->differences.end());
    }
    return all;
}

} // namespace gezhi::support
