#include "support/story.hpp"

#include "base/text.hpp"
#include "modules/people/duty.hpp"

#include <boost/describe/enum_from_string.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace gezhi::support {

namespace {

std::optional<Instant> moment(const std::string& day, const std::string& time) {
    return parse_iso(day + "T" + time + ":00+08:00");
}

Actor of_kind(ActorKind kind) {
    Actor actor;
    actor.kind = kind;
    return actor;
}

std::map<std::string, Actor> known_people() {
    auto setup = of_kind(ActorKind::flow);
    setup.flow = Code{"setup"};
    return {{"resident", of_kind(ActorKind::anonymous)},
            {"reporter", of_kind(ActorKind::reporter)},
            {"setup", setup}};
}

// person wang handler unit=chengguan grid=310105006-G1
bool add_person(const StoryLine& line, Story& story) {
    if (line.arguments.size() < 2 || story.people.contains(line.arguments[0])) return false;
    PostHeld post;
    if (!boost::describe::enum_from_string(line.arguments[1].c_str(), post.duty)) return false;
    const auto n = static_cast<std::uint64_t>(story.people.size());
    post.id = PostId{{20, n}};
    for (std::size_t i = 2; i < line.arguments.size(); ++i) {
        const auto& word = line.arguments[i];
        if (word.starts_with("unit="))
            post.unit = Code{word.substr(5)};
        else if (word.starts_with("grid="))
            post.grid = Code{word.substr(5)};
        else
            return false;
    }
    auto actor = of_kind(ActorKind::person);
    actor.person = PersonId{{21, n}};
    actor.acting_post = post.id;
    actor.posts.push_back(post);
    story.people[line.arguments[0]] = actor;
    return true;
}

StoryLine split_line(std::size_t number, const std::string& text) {
    StoryLine line{number, {}, {}, "{}", {}, text};
    auto words = text;
    const auto from = text.find('{');
    const auto to = text.rfind('}');
    if (from != std::string::npos && to != std::string::npos && to > from) {
        line.json = text.substr(from, to - from + 1);
        line.rule = std::string(trim(text.substr(to + 1)));
        words = text.substr(0, from);
    }
    for (const auto word : split(words, ' ')) {
        if (word.empty()) continue;
        if (line.word.empty())
            line.word = word;
        else
            line.arguments.emplace_back(word);
    }
    return line;
}

// How many words each line has before its JSON, and whether a rule stands behind it.
struct Form {
    std::string_view word;
    std::size_t arguments;
    bool rule;
};

constexpr std::array<Form, 7> forms{{{"as", 2, false},
                                     {"refused", 2, true},
                                     {"then", 1, false},
                                     {"never", 1, false},
                                     {"case", 1, false},
                                     {"after", 2, false},
                                     {"at", 2, false}}};

bool understood(const StoryLine& line, const Story& story) {
    const auto form =
        std::find_if(forms.begin(), forms.end(), [&](const Form& one) { return one.word == line.word; });
    if (form == forms.end() || line.arguments.size() != form->arguments) return false;
    if (line.rule.empty() == form->rule) return false;
    const bool acts = line.word == "as" || line.word == "refused";
    if (acts && !story.people.contains(line.arguments[0])) return false;
    if (line.word == "at") return moment(line.arguments[0], line.arguments[1]).has_value();
    return line.word != "after" || parse_number(line.arguments[0]).has_value();
}

} // namespace

Story parse_story(const std::string& name, const std::string& text) {
    Story story;
    story.name = name;
    story.people = known_people();
    std::size_t number = 0;
    for (const auto raw : split(text, '\n')) {
        ++number;
        const auto trimmed = std::string(trim(raw));
        if (trimmed.empty() || trimmed.front() == '#') continue;
        auto line = split_line(number, trimmed);
        bool good = false;
        if (line.word == "start" && line.arguments.size() == 2 && story.start == Instant{}) {
            const auto start = moment(line.arguments[0], line.arguments[1]);
            story.start = start.value_or(Instant{});
            good = start.has_value();
        } else if (line.word == "person") {
            good = add_person(line, story);
        } else if (good = understood(line, story); good) {
            story.lines.push_back(line);
        }
        if (!good) story.faults.push_back(name + ":" + std::to_string(number) + ": " + trimmed);
    }
    if (story.start == Instant{}) story.faults.push_back(name + ": no start");
    return story;
}

Story read_story(const std::string& path) {
    std::ifstream file(path);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return parse_story(std::filesystem::path(path).filename().string(), text);
}

std::vector<std::string> story_files() {
    std::vector<std::string> files;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::string(GEZHI_SOURCE_DIR) + "/src/modules"))
        if (entry.path().extension() == ".story") files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace gezhi::support
