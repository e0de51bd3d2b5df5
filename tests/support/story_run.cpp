// The lines of a story on the staircase: words become commands, events and rows are held against what the
// story says.

#include "base/text.hpp"
#include "engine/log.hpp"
#include "modules/files/rows.hpp"
#include "support/story.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <set>

namespace gezhi::support {

namespace {

namespace bj = boost::json;

constexpr int attempts_max = 4;

// A name of the story (c1, a photo, a sentence) has one id for ever.
Bits128 bits_of(std::string_view kind, std::string_view name) {
    const auto text = std::string(kind) + ":" + std::string(name);
    return {static_cast<std::uint64_t>(engine::fingerprint(text)),
            static_cast<std::uint64_t>(engine::fingerprint(text + "#"))};
}

std::string id_text(std::string_view kind, std::string_view name) {
    return base32(bits_of(kind, name));
}

std::optional<Instant> moment(std::string_view text) { // "2026-11-23 09:00"
    if (text.size() != 16 || text[10] != ' ') return std::nullopt;
    return parse_iso(std::string(text.substr(0, 10)) + "T" + std::string(text.substr(11)) + ":00+08:00");
}

bj::value sealed(std::string_view words) {
    Digest commitment;
    const auto mark = bits_of("text", words);
    for (std::size_t i = 0; i < 8; ++i) commitment.bytes[i] = static_cast<std::uint8_t>(mark.high >> 8 * i);
    return bj::object{{"ref", id_text("text", words)}, {"commitment", commitment.text()}};
}

// The words of a story as they stand in a stored command or event.
bj::value resolved(std::string_view key, const bj::value& value) {
    static const std::set<std::string_view> texts{"text", "note"};
    static const std::set<std::string_view> cases{"lead",  "joined", "same_as", "left",   "joined_to",
                                                  "child", "parent", "id",      "case_id"};
    static const std::set<std::string_view> moments{
        "until",   "seen_at",         "from", "to", "due", "half", "soon", "at", "started",
        "old_due", "neighbours_until"};
    if (const auto* object = value.if_object()) {
        bj::object made;
        for (const auto& [name, member] : *object) made[name] = resolved(name, member);
        return made;
    }
    if (const auto* array = value.if_array()) {
        bj::array made;
        for (const auto& item : *array) made.push_back(resolved(key, item));
        return made;
    }
    const auto* string = value.if_string();
    if (string == nullptr) return value;
    const std::string_view words(*string);
    if (words.empty()) return value; // names nothing
    if (texts.contains(key)) return sealed(words);
    static const std::set<std::string_view> photos{"photos", "original", "voice", "wiped"};
    if (photos.contains(key)) return bj::value(id_text("photo", words));
    if (cases.contains(key)) return bj::value(id_text("case", words));
    if (key == "reporter" || key == "by") return bj::value(id_text("person", words));
    if (const auto at = moment(words); at && (moments.contains(key))) return bj::value(at->us);
    return value;
}

// A struct within a struct keeps its own defaults too.
void put_over(bj::object& made, bj::string_view name, const bj::value& value) {
    auto* inner = made.contains(name) ? made[name].if_object() : nullptr;
    const auto* given = value.if_object();
    if (inner == nullptr || given == nullptr) {
        made[name] = resolved(name, value);
        return;
    }
    for (const auto& [key, member] : *given) put_over(*inner, key, member);
}

// Members of the story over the defaults of the struct.
std::string over_defaults(const std::string& defaults, const bj::object& given) {
    auto made = bj::parse(defaults).as_object();
    for (const auto& [name, value] : given)
        if (name != "case") put_over(made, name, value);
    return bj::serialize(made);
}

template <class Command>
std::optional<std::any> command_of(std::string_view name, const bj::object& given) {
    std::optional<std::any> found;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, Command>>([&](auto one) {
        using One = typename decltype(one)::type;
        if (name != One::name) return;
        const auto text = over_defaults(json::write(One{}, json::Style::stored), given);
        auto read = json::read<One>(text, json::Style::stored);
        if (read) found = std::any(Command(std::move(*read)));
    });
    return found;
}

std::string slashed(std::string name) { // casework.report → casework/report
    std::replace(name.begin(), name.end(), '.', '/');
    return name;
}

// Whether the event's body says what the story says.
bool says(const bj::value& body, const bj::value& wanted) {
    if (const auto* object = wanted.if_object()) {
        const auto* has = body.if_object();
        return has != nullptr && std::all_of(object->begin(), object->end(), [&](const auto& member) {
                   const auto* found = has->if_contains(member.key());
                   return found != nullptr && says(*found, member.value());
               });
    }
    if (wanted.is_number() && body.is_number()) return wanted.to_number<double>() == body.to_number<double>();
    return body == wanted;
}

class Run {
public:
    Run(const Story& story, Street& street) : story_(story), street_(street) {}

    std::vector<std::string> all() {
        for (const auto& line : story_.lines) {
            given_ = bj::parse(line.json).as_object();
            if (line.word == "as" || line.word == "refused")
                act(line);
            else if (line.word == "then" || line.word == "never")
                look_for(line);
            else if (line.word == "case")
                look_at_case(line);
            else
                wait(line);
        }
        return std::move(failures_);
    }

private:
    void fail(const StoryLine& line, const std::string& why) {
        failures_.push_back(story_.name + ":" + std::to_string(line.number) + ": " + line.text + "\n    " +
                            why);
    }

    template <class Ask>
    auto again(Ask ask) {
        auto answer = ask();
        for (int n = 1; n < attempts_max && !answer && answer.error().rule->kind == Kind::unavailable; ++n)
            answer = ask();
        return answer;
    }

    StreamId stream(const std::string& room) const {
        if (const auto* name = given_.if_contains("case")) {
            const auto bits = bits_of("case", std::string_view(name->as_string()));
            return room == "files" ? files::album_of(CaseId{bits}) : StreamId{bits};
        }
        return room == "playbook" ? playbook::calendar_stream : StreamId{};
    }

    std::optional<engine::Task> task(const StoryLine& line) {
        const auto name = slashed(line.arguments[1]);
        const auto room = name.substr(0, name.find('/'));
        engine::Task task;
        task.room = street_.room(room);
        task.stream = stream(room);
        task.actor = story_.people.at(line.arguments[0]);
        task.id = engine::command_id(street_code, task.actor, "line " + std::to_string(line.number));
        task.fingerprint = engine::fingerprint(line.json);
        auto command = room == "playbook" ? command_of<playbook::Command>(name, given_)
                       : room == "files"  ? command_of<files::AlbumCommand>(name, of_album())
                                          : command_of<casework::Command>(name, given_);
        if (task.room == nullptr || !command) return std::nullopt;
        task.command = std::move(*command);
        return task;
    }

    // The album's commands name their case.
    bj::object of_album() const {
        auto given = given_;
        if (const auto* name = given_.if_contains("case")) given["case_id"] = *name;
        return given;
    }

    // The wiped pictures a publishing names were made by whoever publishes them.
    void wipe_before(const StoryLine& line) {
        const auto* pictures = given_.if_contains("pictures");
        if (line.arguments[1] != "files.publish" || pictures == nullptr) return;
        engine::Sides sides;
        for (const auto& one : pictures->as_array()) {
            const auto id = [&](const char* key) {
                return FileId{bits_of("photo", std::string_view(one.as_object().at(key).as_string()))};
            };
            files::FileRow row;
            row.id = id("wiped");
            row.wiped_from = id("original");
            row.wiped_by = story_.people.at(line.arguments[0]).person;
            sides.put(row);
        }
        const auto done = again([&] {
            engine::Task task;
            task.sides = sides;
            return street_.engine().ask_and_wait(std::move(task));
        });
        if (!done) fail(line, "the wiped pictures were not kept");
    }

    void act(const StoryLine& line) {
        if (!task(line)) return fail(line, "no such command, or its members are not understood");
        wipe_before(line);
        seen_ = street_.engine().seq();
        const auto answer = again([&] { return street_.engine().ask_and_wait(*task(line)); });
        settle(line);
        const auto code = answer ? std::string() : std::string(answer.error().rule->code);
        if (code != line.rule) fail(line, code.empty() ? "was done" : "was refused: " + code);
    }

    void settle(const StoryLine& line) {
        const auto done = again([&] { return street_.engine().settle(); });
        if (!done) fail(line, "clock and flows: " + std::string(done.error().rule->code));
    }

    // Each due moment on the way fires when it is due, not when the story arrives.
    void go_to(const StoryLine& line, Instant target) {
        seen_ = street_.engine().seq();
        if (target < street_.clock().now()) return fail(line, "time does not run backwards");
        std::optional<Instant> last{}; // each moment that is due is dealt with, and the next lies ahead
        for (;;) {
            const auto next = again([&] {
                return street_.database().read(
                    [&](sql::Session& session) { return engine::log::next_due(session, street_code); });
            });
            if (!next) return fail(line, "the due moments do not read");
            if (!*next || **next > target) break;
            if (last && **next <= *last) return fail(line, "a due moment is not dealt with");
            last = **next;
            street_.clock().set(std::max(street_.clock().now(), **next));
            settle(line);
        }
        street_.clock().set(target);
        settle(line);
    }

    void wait(const StoryLine& line) {
        const auto now = street_.clock().now();
        if (line.word == "at") return go_to(line, *moment(line.arguments[0] + " " + line.arguments[1]));
        const auto n = *parse_number(line.arguments[0]);
        const auto& unit = line.arguments[1];
        if (unit == "minutes") return go_to(line, now + std::chrono::minutes{n});
        if (unit == "hours") return go_to(line, now + std::chrono::hours{n});
        if (unit == "days") return go_to(line, now + std::chrono::hours{24 * n});
        if (unit != "work_days") return fail(line, "no such unit of time");
        auto there = civil(now);
        there.date = street_.books().current()->calendar.add_working_days(there.date, static_cast<int>(n));
        go_to(line, instant(there));
    }

    std::vector<engine::Event> events_after(std::int64_t seq) {
        const auto read = again([&] {
            return street_.database().read([&](sql::Session& session) {
                return engine::log::after(session, street_code, seq, 100'000);
            });
        });
        return read ? *read : std::vector<engine::Event>{};
    }

    void look_for(const StoryLine& line) {
        const auto name = slashed(line.arguments[0]) + ".";
        const bool never = line.word == "never";
        const auto wanted = resolved({}, given_);
        auto members = wanted.as_object();
        members.erase("case");
        for (const auto& event : events_after(never ? 0 : seen_)) {
            if (!event.name.starts_with(name)) continue;
            if (given_.contains("case") && event.stream != stream(event.name.substr(0, event.name.find('/'))))
                continue;
            if (!says(bj::parse(event.body), members)) continue;
            if (never) return fail(line, "it happened: event " + std::to_string(event.seq));
            seen_ = event.seq; // the next one comes after it
            return;
        }
        if (!never) fail(line, "it did not happen");
    }

    void look_at_case(const StoryLine& line) {
        const auto id = id_text("case", line.arguments[0]);
        const auto& table = sql::table_of<casework::CaseRow>();
        const auto rows = again([&] {
            return street_.database().read([&](sql::Session& session) {
                return session.rows<casework::CaseRow>(table.select_all_text(), {{"s", street_code}});
            });
        });
        if (!rows) return fail(line, "the rows do not read");
        const auto found =
            std::find_if(rows->begin(), rows->end(), [&](const auto& one) { return one.id.text() == id; });
        if (found == rows->end()) return fail(line, "no such case");
        const auto values = sql::values_of(*found);
        for (const auto& [name, wanted] : given_) {
            const auto column = std::find_if(table.columns.begin(), table.columns.end(),
                                             [&](const auto& one) { return one.name == name; });
            if (column == table.columns.end())
                fail(line, "no column " + std::string(name));
            else if (const auto is = shown(values[static_cast<std::size_t>(column - table.columns.begin())]);
                     is != as_column(name, wanted))
                fail(line, std::string(name) + " is " + is);
        }
    }

    static std::string shown(const sql::Value& value) {
        if (value.null) return "null";
        return value.type == sql::Type::text ? value.text : std::to_string(value.integer);
    }

    static std::string as_column(std::string_view name, const bj::value& wanted) {
        if (wanted.is_null()) return "null";
        if (wanted.is_bool()) return wanted.as_bool() ? "1" : "0";
        if (wanted.is_int64()) return std::to_string(wanted.as_int64());
        const auto value = resolved(name, wanted);
        if (!value.is_string()) return bj::serialize(value);
        const std::string words(std::string_view(value.as_string()));
        const auto at = moment(words);
        return at ? std::to_string(at->us) : words;
    }

    const Story& story_;
    Street& street_;
    bj::object given_{};
    std::int64_t seen_{0};
    std::vector<std::string> failures_{};
};

} // namespace

std::vector<std::string> run_story(const Story& story, Street& street) {
    return Run(story, street).all();
}

} // namespace gezhi::support
