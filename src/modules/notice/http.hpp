#pragma once
// The routes of this room: who waits to be told, in which way and with which words; and "told". Opens a
// contact only through people::Persons, with the way as purpose.

#include "engine/vault.hpp"
#include "http/router.hpp"
#include "modules/notice/view.hpp"
#include "modules/notice/wire.hpp"
#include "modules/people/query.hpp"
#include "modules/playbook/query.hpp"

#include <memory>

namespace gezhi::notice {

// What the server hands in; all references outlive the routes.
struct Wiring {
    engine::Engine& engine;
    engine::Room& room; // this one
    const engine::Vault& vault;
    people::Persons& persons;
    std::shared_ptr<const playbook::Books> books;
    std::shared_ptr<const text::Locale> locale;
};

constexpr std::int64_t list_max = 200;

http::Routes routes(Wiring wiring);

namespace detail {

// What there is to say, made of playbook words; `answer` is the opened text.
struct Words {
    const playbook::PlaybookIndex& index;
    const text::Locale& locale;
    text::Language language;

    std::string title(const NoticeRow& row) const;
    std::string unit_name(const Code& unit) const;
    std::string say(const NoticeRow& row, const std::string& answer) const;

private:
    std::string pick(std::string_view chinese, std::string_view english) const;
    std::string about(const NoticeRow& row) const;
};

} // namespace detail

} // namespace gezhi::notice
