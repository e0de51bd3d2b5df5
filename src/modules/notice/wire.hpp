#pragma once
// The shapes of this room on the wire: the list of who waits to be told, and the word that they were.

#include "json/json.hpp"
#include "modules/notice/model.hpp"

#include <map>

namespace gezhi::notice::wire {

struct TellGiven {
    std::optional<Code> result{}; // none: told
};
BOOST_DESCRIBE_STRUCT(TellGiven, (), (result))

struct NoticeShown {
    std::string id{}; // case and number of the notice
    News kind{News::dispatched};
    Code way{};
    CaseId case_id{};
    Code number{};
    std::string title{};
    std::string words{}; // to say
    Instant since{};
    std::optional<Instant> due_at{};
    bool late{false};
    std::int64_t tries{0};
    bool own_case{false}; // somebody else makes this one; the contact stays closed
    std::optional<std::string> name{};
    std::optional<std::string> phone{};
    std::optional<std::string> address{};
    std::optional<std::string> unit_name{};
};
BOOST_DESCRIBE_STRUCT(NoticeShown, (),
                      (id, kind, way, case_id, number, title, words, since, due_at, late, tries, own_case,
                       name, phone, address, unit_name))

struct NoticeList {
    std::vector<NoticeShown> items{};
    std::map<std::string, std::int64_t> counts{}; // by way, all that the asker may tell
};
BOOST_DESCRIBE_STRUCT(NoticeList, (), (items, counts))

} // namespace gezhi::notice::wire
