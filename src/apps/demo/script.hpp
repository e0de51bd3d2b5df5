#pragma once
// What a story is told from: matters in residents' words with what came of them, spots where they happen,
// small talk. Files of the demo folder; nothing of it is in the program.

#include "apps/demo/street.hpp"

namespace gezhi::apps::demo {

// A line of texts.tsv or emergencies.tsv.
struct Matter {
    Code class_code{};
    std::string where{}; // a kind of spot
    std::string text{};
    std::string result{};
};

// story.json
struct Spot {
    std::string kind{};
    std::string name{};
    double lat{0};
    double lon{0};
};
BOOST_DESCRIBE_STRUCT(Spot, (), (kind, name, lat, lon))

struct Committee {
    Code code{};
    std::string name{};
    std::string name_en{};
    double lat{0};
    double lon{0};
};
BOOST_DESCRIBE_STRUCT(Committee, (), (code, name, name_en, lat, lon))

// Sentences for the steps of a case; each list is drawn from. {name} and the like are filled.
struct Lines {
    std::vector<std::string> names{};     // of residents, all invented
    std::vector<std::string> also{};      // before the text of whoever met it too
    std::vector<std::string> questions{}; // the unit asks
    std::vector<std::string> replies{};
    std::vector<std::string> impatient{};
    std::vector<std::string> notes{};
    std::vector<std::string> returns{};
    std::vector<std::string> closings{};
    std::vector<std::string> explained{};
    std::vector<std::string> still{};  // not yet solved
    std::vector<std::string> thanks{}; // really solved
    std::vector<std::string> failed_checks{};
    std::vector<std::string> declined{};
    std::vector<std::string> objections{};
    std::vector<std::string> at_home{}; // "{estate}{n}号{room}室"
    std::vector<std::string> at_road{}; // "{road}近{n}号"
};
BOOST_DESCRIBE_STRUCT(Lines, (),
                      (names, also, questions, replies, impatient, notes, returns, closings, explained, still,
                       thanks, failed_checks, declined, objections, at_home, at_road))

struct Stage {
    std::vector<Committee> committees{};
    std::vector<Spot> spots{};
    Lines lines{};
};
BOOST_DESCRIBE_STRUCT(Stage, (), (committees, spots, lines))

struct Script {
    Stage stage{};
    std::vector<Matter> matters{};
    std::vector<Matter> emergencies{};
};

Result<Script> read_script(const std::string& folder);

} // namespace gezhi::apps::demo
