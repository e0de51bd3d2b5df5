// What is held about whoever reported, for the holder of number and key.

#include "apps/public_questions.hpp"
#include "modules/casework/privacy.hpp"

namespace gezhi::apps::detail {

namespace {

constexpr std::string_view person_mark = "person:";
constexpr std::string_view refused_mark = "refused:";

// The post of who looked, never the name.
std::string post_of(const Public& street, const std::string& actor) {
    if (!street.wiring.rights || !actor.starts_with(person_mark)) return {};
    const auto person = PersonId::parse(actor.substr(person_mark.size()));
    const auto rights = street.wiring.rights->snapshot();
    const auto holder = person ? rights->people.find(*person) : rights->people.end();
    if (holder == rights->people.end() || holder->second.posts.empty()) return {};
    return std::string(json::enum_name(holder->second.posts.front().duty));
}

} // namespace

Result<pages::MinePage> mine_page(const Public& street, const std::string& number, const std::string& key) {
    GEZHI_TRY(id, street.opened(number, key));
    people::Persons persons(street.wiring.engine, street.wiring.vault);
    const auto door = street.door();
    const casework::Privacy privacy(door, street.cases, persons);
    GEZHI_TRY(held, privacy.held(id));
    pages::MinePage page;
    page.number = number;
    page.key = key;
    page.texts = held.texts;
    page.photos = held.pictures - (held.state.voice ? 1 : 0);
    page.voice = held.state.voice.has_value();
    page.erased_at = held.row.erased_at;
    GEZHI_TRY(where, street.cases.where(id));
    if (where) page.place = where->address;
    page.point = where && where->at;
    if (held.state.reporter) {
        const auto masked = persons.masked(*held.state.reporter);
        if (masked) page.contact = masked->both.shown();
    }
    GEZHI_TRY(looks, privacy.looks({held.row.number, {}, {}, casework::looks_max}));
    for (const auto& one : looks)
        if (!one.purpose.starts_with(refused_mark))
            page.looks.push_back({post_of(street, one.actor), one.purpose, one.last});
    return page;
}

} // namespace gezhi::apps::detail
