#pragma once
// Codes into what people read: names of classes, units, grids and reasons from the playbook and the ground in
// the reader's language, and rows into their shape on the wire. Reads no database.

#include "http/problem.hpp"
#include "modules/casework/query.hpp"
#include "modules/casework/similar.hpp"
#include "modules/casework/wire.hpp"

namespace gezhi::casework {

constexpr std::size_t title_characters = 28;

class Shape {
public:
    Shape(std::shared_ptr<const playbook::Rulebook> book, std::shared_ptr<const grid::Ground> ground,
          std::shared_ptr<const text::Locale> locale, text::Language language, Instant now)
        : book_(std::move(book)), ground_(std::move(ground)), locale_(std::move(locale)), language_(language),
          now_(now) {}

    wire::Case one(const Listed& listed) const;
    std::optional<wire::Clock> clock(const RunningClock& clock, bool open) const;
    wire::Similar similar(const Lookalike& one) const;
    wire::Problem problem(const Error& error) const;
    // The same refusal with units and stages by the names that people read.
    Error named(Error error) const;

    // Empty for an empty code; the code itself for an unknown one.
    std::string unit(const Code& code) const;
    std::string matter(const Code& code) const;
    std::string reason(std::string_view kind, const Code& code) const;
    std::string route_reason(std::string_view code) const;
    std::string condition(const Code& class_code, const Code& code) const;
    std::string path(const Code& code) const;
    std::string say(std::string_view key, const Params& params = {}) const;

    const playbook::Rulebook& book() const { return *book_; }

    const grid::Ground& ground() const { return *ground_; }

    bool english() const { return language_ == text::Language::en; }

    Instant now() const { return now_; }

private:
    std::string pick(const std::string& zh, const std::string& en) const {
        return english() && !en.empty() ? en : zh;
    }

    std::shared_ptr<const playbook::Rulebook> book_;
    std::shared_ptr<const grid::Ground> ground_;
    std::shared_ptr<const text::Locale> locale_;
    text::Language language_;
    Instant now_;
};

std::string title(std::string_view text);
std::string visibility_id(Visibility visibility); // public, not public_
std::optional<Visibility> visibility_from(std::string_view id);
std::vector<calendar::Pause> pauses(const RunningClock& clock);

} // namespace gezhi::casework
