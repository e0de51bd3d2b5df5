#pragma once
// What a story is told from: matters in residents' words with what came of them, spots where they happen,
// small talk. Files of the demo folder; nothing of it is in the program.

#include "apps/demo/street.hpp"

namespace gezhi::apps::demo {

// A line of texts.tsv or emergencies.tsv.
struct Matter {
    Code class_code{};
    Code when{};         // a season or a knot of year.json; empty: any time
    std::string where{}; // a kind of spot
    std::string text{};  // may leave the choice of some words: {a|b}
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
    std::vector<std::string> names{};   // of residents, all invented
    std::vector<std::string> openers{}; // before a resident's text
    std::vector<std::string> closers{}; // and after it
    std::vector<std::string> by_staff{};
    std::vector<std::string> by_caller{};
    std::vector<std::string> by_committee{};
    std::vector<std::string> also{};      // before the text of whoever met it too
    std::vector<std::string> questions{}; // the unit asks
    std::vector<std::string> replies{};
    std::vector<std::string> impatient{};
    std::vector<std::string> furious{}; // in this order
    std::vector<std::string> calming{};
    std::vector<std::string> notes{};
    std::vector<std::string> astray{}; // of a report that lies in the wrong grid
    std::vector<std::string> deputy{};
    std::vector<std::string> returns{};
    std::vector<std::string> unwilling{};
    std::vector<std::string> closings{};
    std::vector<std::string> explained{};
    std::vector<std::string> still{};  // not yet solved
    std::vector<std::string> thanks{}; // really solved
    std::vector<std::string> failed_checks{};
    std::vector<std::string> more_time{}; // the unit asks for it
    std::vector<std::string> rests{};
    std::vector<std::string> no_more_time{};
    std::vector<std::string> parts{}; // before the text of a part that is split off
    std::vector<std::string> supervises{};
    std::vector<std::string> appeals{};
    std::vector<std::string> appeals_granted{};
    std::vector<std::string> appeals_refused{};
    std::vector<std::string> leaves{};     // a cluster
    std::vector<std::string> neighbours{}; // object to a result
    std::vector<std::string> declined{};
    std::vector<std::string> objections{};
    std::vector<std::string> at_home{}; // "{estate}{n}号{room}室"
    std::vector<std::string> at_road{}; // "{road}近{n}号"
    std::vector<std::string> at_shop{};
    std::vector<std::string> at_place{};
};
BOOST_DESCRIBE_STRUCT(Lines, (),
                      (names, openers, closers, by_staff, by_caller, by_committee, also, questions, replies,
                       impatient, furious, calming, notes, astray, deputy, returns, unwilling, closings,
                       explained, still, thanks, failed_checks, more_time, rests, no_more_time, parts,
                       supervises, appeals, appeals_granted, appeals_refused, leaves, neighbours, declined,
                       objections, at_home, at_road, at_shop, at_place))

struct Stage {
    std::vector<Committee> committees{};
    std::vector<Spot> spots{};
    Lines lines{};
};
BOOST_DESCRIBE_STRUCT(Stage, (), (committees, spots, lines))

// year.json. Days are "MM-DD"; a stretch may run over New Year.
struct Season {
    Code code{};
    std::optional<std::string> from{};
    std::optional<std::string> to{};
    std::optional<Code> holiday{}; // or around this holiday of the playbook's calendar
    std::optional<std::int64_t> before_days{};
    std::optional<std::int64_t> after_days{};
    std::int64_t share{0};    // percent of a day's reports that are of the season
    std::int64_t volume{100}; // percent of a plain day
};
BOOST_DESCRIBE_STRUCT(Season, (), (code, from, to, holiday, before_days, after_days, share, volume))

// Places where the same matter comes up again and again.
struct Knot {
    Code code{};
    std::vector<std::string> spots{};
    std::string from{};
    std::string to{};
    std::int64_t percent_a_day{0};
    bool workdays_only{false};
    std::vector<std::int64_t> hours{};
    std::int64_t joiners{0};     // percent that others join
    std::vector<Code> returns{}; // units that give it back, one after the other
    std::int64_t unsolved{0};    // percent that the reporter calls not solved
};
BOOST_DESCRIBE_STRUCT(Knot, (),
                      (code, spots, from, to, percent_a_day, workdays_only, hours, joiners, returns,
                       unsolved))

struct Away { // on leave, with the duty handed on
    Code login{};
    Code deputy{};
    std::string from{};
    std::int64_t days{0};
};
BOOST_DESCRIBE_STRUCT(Away, (), (login, deputy, from, days))

struct Furious { // the first report of this knot after that day
    Code knot{};
    std::string from{};
};
BOOST_DESCRIBE_STRUCT(Furious, (), (knot, from))

struct Astray { // reports that lie in a wrong grid
    std::int64_t every_days{0};
};
BOOST_DESCRIBE_STRUCT(Astray, (), (every_days))

struct Year {
    std::vector<Season> seasons{};
    std::vector<Knot> knots{};
    std::vector<Away> away{};
    Furious furious{};
    Astray astray{};
};
BOOST_DESCRIBE_STRUCT(Year, (), (seasons, knots, away, furious, astray))

struct Script {
    Stage stage{};
    Year year{};
    std::vector<Matter> matters{};
    std::vector<Matter> emergencies{};
};

Result<Script> read_script(const std::string& folder);

} // namespace gezhi::apps::demo
