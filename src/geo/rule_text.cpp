#include "geo/rule_text.hpp"

#include "base/text.hpp"
#include "geo/rule_words.hpp"

#include <algorithm>

namespace gezhi::geo {

namespace {

Unexpected<Error> too_long() {
    return refuse(rules::rule_too_long,
                  {{"max", number(rule_characters_max)}, {"depth", number(rule_depth_max)}});
}

// Reads a rule from left to right; `at_` is a byte, refusals speak of characters.
class Reader {
public:
    Reader(std::string_view text, const std::vector<RoadName>& roads) : text_(text), roads_(roads) {}

    Result<Clause> rule() {
        skip_space();
        if (at_ == text_.size()) return refuse(rules::rule_empty);
        if (const auto word = rest_here()) {
            at_ += *word;
            GEZHI_CHECK(end(rules::rest_stands_alone));
            return Clause{.op = Op::rest, .road = {}, .side = {}, .of = {}};
        }
        GEZHI_TRY(clause, any(0));
        GEZHI_CHECK(end(rules::rule_goes_on));
        return clause;
    }

private:
    std::string_view rest() const { return text_.substr(at_); }

    void skip_space() { at_ += words::space(rest()); }

    Params here() const {
        const auto found = first_code_points(rest(), words::shown_characters);
        return {{"at", number(count_code_points(text_.substr(0, at_)) + 1)}, {"found", std::string(found)}};
    }

    Unexpected<Error> refuse_here(const Rule& rule, Params more = {}) const {
        more.merge(here());
        return refuse(rule, std::move(more));
    }

    bool take(const words::List& list) {
        skip_space();
        const auto length = words::longest(list, rest());
        at_ += length;
        return length > 0;
    }

    bool peek(const words::List& list) const {
        const auto after = rest().substr(words::space(rest()));
        return words::longest(list, after) > 0;
    }

    Result<void> end(const Rule& rule) {
        take(words::full_stop);
        skip_space();
        if (at_ != text_.size()) return refuse_here(rule);
        return {};
    }

    // A road may be called 其余路: the longest known name goes first.
    std::optional<std::size_t> rest_here() const {
        const auto length = words::longest(words::the_rest, rest());
        if (length == 0 || known_road().second != nullptr) return std::nullopt;
        return length;
    }

    std::pair<std::size_t, const RoadName*> known_road() const {
        std::pair<std::size_t, const RoadName*> best{0, nullptr};
        for (const auto& road : roads_)
            for (const auto* name : {&road.name, &road.name_en})
                if (name->size() > best.first && words::starts_with(rest(), *name))
                    best = {name->size(), &road};
        return best;
    }

    Result<Clause> any(std::size_t depth) {
        GEZHI_TRY(first, all(depth));
        std::vector<Clause> parts{std::move(first)};
        while (true) {
            const auto before = at_;
            take(words::commas); // "…，或…"
            if (!take(words::or_words)) {
                at_ = before;
                break;
            }
            GEZHI_TRY(next, all(depth));
            parts.push_back(std::move(next));
        }
        return joined(Op::any, std::move(parts));
    }

    Result<Clause> all(std::size_t depth) {
        GEZHI_TRY(first, unit(depth));
        std::vector<Clause> parts{std::move(first)};
        while (goes_on()) {
            GEZHI_TRY(next, unit(depth));
            parts.push_back(std::move(next));
        }
        return joined(Op::all, std::move(parts));
    }

    // Another condition follows: after a word of joining, or at once.
    bool goes_on() {
        const auto before = at_;
        const bool comma = take(words::commas);
        skip_space();
        if (known_road().second != nullptr) return true; // 和平路 begins with no 和 of joining
        if (peek(words::or_words)) {
            at_ = before;
            return false;
        }
        const bool word = take(words::and_words);
        skip_space();
        return comma || word || peek(words::open_brackets) || side_first_here();
    }

    bool side_first_here() const {
        return std::ranges::any_of(
            words::sides_before, [&](const auto& entry) { return words::longest(entry.words, rest()) > 0; });
    }

    static Clause joined(Op op, std::vector<Clause> parts) {
        if (parts.size() == 1) return std::move(parts.front());
        Clause clause{.op = op, .road = {}, .side = {}, .of = {}};
        for (auto& part : parts) {
            if (part.op != op) {
                clause.of.push_back(std::move(part));
                continue;
            }
            for (auto& inner : part.of) clause.of.push_back(std::move(inner));
        }
        return clause;
    }

    Result<Clause> unit(std::size_t depth) {
        skip_space();
        const auto opened = here()["at"];
        if (take(words::open_brackets)) {
            if (depth == rule_depth_max) return too_long();
            GEZHI_TRY(inner, any(depth + 1));
            if (!take(words::close_brackets))
                return refuse_here(rules::rule_wants_bracket, {{"opened", opened}});
            return inner;
        }
        if (rest_here()) return refuse_here(rules::rest_stands_alone);
        const auto [length, road] = known_road();
        if (road != nullptr) return side_after(length, *road);
        for (const auto& [side, list] : words::sides_before)
            if (take(list)) return road_after(side);
        return unknown_road();
    }

    // 天山路 以南
    Result<Clause> side_after(std::size_t length, const RoadName& road) {
        at_ += length;
        take(words::of);
        for (const auto& [side, list] : words::sides_after)
            if (take(list)) return Clause{.op = Op::side, .road = road.name, .side = side, .of = {}};
        return refuse_here(rules::rule_wants_side, {{"road", road.name}});
    }

    // south of Tianshan Road
    Result<Clause> road_after(Side side) {
        skip_space();
        auto [length, road] = known_road();
        if (road == nullptr && take(words::article)) {
            skip_space();
            std::tie(length, road) = known_road();
        }
        if (road == nullptr) return unknown_road();
        at_ += length;
        return Clause{.op = Op::side, .road = road->name, .side = side, .of = {}};
    }

    Unexpected<Error> unknown_road() const {
        const auto name = trim(rest().substr(0, words::until_stop(rest())));
        if (name.empty()) return refuse_here(rules::rule_wants_road);
        return refuse_here(rules::rule_unknown_road, {{"road", std::string(name)}});
    }

    std::string_view text_;
    const std::vector<RoadName>& roads_;
    std::size_t at_{0};
};

void collect(const Clause& clause, std::vector<std::string>& roads) {
    if (clause.road && std::ranges::find(roads, *clause.road) == roads.end()) roads.push_back(*clause.road);
    for (const auto& part : clause.of) collect(part, roads);
}

std::string side_words(const Clause& clause, Tongue tongue, const std::vector<RoadName>& roads) {
    const auto known = std::ranges::find(roads, *clause.road, &RoadName::name);
    const bool has_english = known != roads.end() && !known->name_en.empty();
    switch (tongue) {
    case Tongue::chinese:
        return *clause.road + std::string(words::after(*clause.side));
    case Tongue::english:
        return std::string(words::before(*clause.side)) + " " + (has_english ? known->name_en : *clause.road);
    }
    return {};
}

} // namespace

Result<Clause> parse_rule(std::string_view text, const std::vector<RoadName>& roads) {
    if (count_code_points(text) > rule_characters_max) return too_long();
    return Reader(text, roads).rule();
}

Tongue tongue_of(std::string_view text) {
    // Chinese characters begin with E4 to E9 in UTF-8; an empty text counts as Chinese.
    const bool chinese = std::ranges::any_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xE4 && byte <= 0xE9;
    });
    return chinese || text.empty() ? Tongue::chinese : Tongue::english;
}

std::vector<std::string> roads_of(const Clause& clause) {
    std::vector<std::string> roads;
    collect(clause, roads);
    return roads;
}

std::string words_of(const Clause& clause, Tongue tongue, const std::vector<RoadName>& roads) {
    if (clause.op == Op::rest) return std::string(words::rest(tongue));
    if (clause.op == Op::side) return side_words(clause, tongue, roads);
    const bool bracket = clause.op == Op::all; // OR within AND; AND within OR binds by itself
    std::vector<std::string> parts;
    for (const auto& part : clause.of) {
        auto inner = words_of(part, tongue, roads);
        if (bracket && part.op == Op::any) inner = words::in_brackets(inner, tongue);
        parts.push_back(std::move(inner));
    }
    return join(parts, words::joint(clause.op, tongue));
}

} // namespace gezhi::geo
