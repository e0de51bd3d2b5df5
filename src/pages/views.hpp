#pragma once
// What each public page shows, as plain data. The app fills these from the rooms' doors; words come from
// locale/, never from here. Free text of people is held as typed and escaped only by the templates.

#include "base/time.hpp"
#include "pages/schematic.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gezhi::pages {

// The street's name and telephone, already in the reader's language.
struct Street {
    std::string name;
    std::string telephone{};
    bool demo{false};
};

struct NotifyWay { // playbook: notice.json
    std::string id;
    std::string name;
    bool needs_contact{false};
};

// Everything typed or chosen in the report form, given back as it came when something is still missing.
struct ReportForm {
    std::string token{};
    std::optional<Position> position{};
    std::optional<Position> view{}; // centre of the close map; none: the whole street is shown
    std::string datum{"wgs84"};
    std::string place_code{};
    std::string address{};
    std::string text{};
    std::vector<std::string> photos{}; // ids of photos already kept
    std::string notify_by{"link"};
    std::string phone{};
    std::string door{};
    bool may_be_called{false};
    bool similar_seen{false};
    bool emergency_seen{false};
    bool elder{false};
};

struct FieldError {
    std::string field; // where, what, photo, tell, say, object, number
    std::string key;   // page.error.<key>
};

struct PlaceHit {
    std::string code;
    std::string name;
    std::string address{};
    Position at{};
};

struct Located {
    std::string grid_name{}; // empty outside every grid
    bool inside{true};
    int distance_m{0}; // to the boundary, when outside
};

struct ReportPage {
    ReportForm form{};
    std::vector<FieldError> errors{};
    std::string place_name{}; // of place_code
    std::optional<Located> located{};
    std::optional<std::vector<PlaceHit>> hits{}; // set after a search, may be empty
    std::vector<NotifyWay> ways{};
};

// The words residents read for where a case is: the plain twins of the stages.
enum class Step : std::uint8_t { noted, settled, given, working, looked, good };

enum class Outcome : std::uint8_t { open, solved, explained, beyond_law, legal_path, declined };

// What everybody may read of a public case, without a key: no words of the reporter.
struct PublicCasePage {
    std::string number{};
    std::string matter{};
    std::string where{}; // the grid
    Step step{Step::noted};
    bool ended{false};
    std::vector<std::string> photos_before{}; // addresses of wiped pictures
    std::vector<std::string> photos_after{};
};

// One line of who looked at what is held about a person; an hour's looks for one purpose are one line.
struct LookView {
    std::string who{}; // page.mine.who.<…>; empty: a member of staff
    std::string why{}; // page.mine.why.<…>
    Instant at{};      // the last time
};

// What the street holds about whoever reported, for the holder of number and key (个人信息保护法第四十五条).
struct MinePage {
    std::string number{};
    std::string key{};
    std::string contact{}; // masked, for a key may be shared; empty: none, or erased
    std::string place{};   // in words
    bool point{false};     // an exact one on the map
    std::int64_t texts{0};
    std::int64_t photos{0};
    bool voice{false};
    std::optional<Instant> erased_at{}; // everything of a person in it
    std::vector<LookView> looks{};
};

struct SimilarCase {
    std::string number;
    std::string text;
    int distance_m{0};
    std::int64_t supporters{0};
    Instant reported_at{};
    Step step{Step::noted};
    bool photos{false}; // there are published ones
};

struct SimilarPage {
    ReportForm form{};
    std::vector<SimilarCase> items{};
};

struct EmergencyHit { // playbook: emergency.json, in the reader's language
    std::string group{};
    std::string name{};
    std::string advice{};
    std::vector<std::string> numbers{"119", "110", "120"};
};

struct EmergencyPage {
    EmergencyHit hit{};
    std::optional<ReportForm> form{}; // set: it can be sent all the same
};

struct ReceiptPage {
    std::string number;
    std::string key;
    Instant reported_at{};
    std::optional<Instant> tell_by{}; // by when the street says who handles it
    std::string handling_limit{};     // in words, empty when not known yet
    std::int64_t joined_with{0};      // others who reported the same
    bool joined{false};
    bool emergency{false};
    bool outside{false};
};

enum class ClockLook : std::uint8_t { none, running, half, soon, late, paused, met };

struct ClockView {
    ClockLook look{ClockLook::none};
    int used{0}; // thousandths of the limit
    std::int64_t days{0};
    std::int64_t hours{0};
    std::int64_t minutes{0};
};

struct StepView {
    Step step{Step::noted};
    std::optional<Instant> at{};
    std::string note{}; // a unit's or class's name
};

struct TalkView {
    bool from_reporter{false};
    std::string text;
    Instant at{};
};

struct LegalPath {
    std::string name;
    std::string where;
    std::string how;
    std::string telephone{};
};

struct FollowPage {
    std::string number;
    std::string key;
    std::string token{};
    Step step{Step::noted};
    Outcome outcome{Outcome::open};
    bool reworked{false};
    std::string unit_name{};
    std::optional<Instant> due{};
    ClockView clock{};
    std::string text{};
    std::string place_text{};
    std::vector<std::string> photos_before{}; // addresses
    std::vector<std::string> photos_after{};
    std::string result_text{};
    std::vector<StepView> steps{};
    std::vector<TalkView> talk{};
    std::int64_t joined_with{0};
    std::optional<LegalPath> legal_path{};
    bool may_answer{false};
    bool may_say{false};
    bool may_object{false};
    std::optional<Instant> object_until{};
    std::optional<bool> answered{};
    std::string proof_head{}; // the chain's head that covers this case
    std::vector<FieldError> errors{};
    std::string typed{}; // given back after an error
    std::string said{};  // answered, said, objected: what was just taken
};

struct LookupPage {
    std::string number{};
    std::vector<FieldError> errors{};
};

// A page that only says something: not found, too large, no server. `name` picks page.message.<name>_*.
struct MessagePage {
    std::string name{"missing"};
};

// The page behind the `type` of a problem (RFC 9457), words from problem.<code>.*.
struct ProblemPage {
    std::string code;
};

struct AboutPage {};

struct ElderHome {};

enum class ElderStep : std::uint8_t { place, what, send };

struct ElderPage {
    ElderStep step{ElderStep::place};
    ReportForm form{};
    std::string place_name{};
    std::vector<FieldError> errors{};
};

} // namespace gezhi::pages
