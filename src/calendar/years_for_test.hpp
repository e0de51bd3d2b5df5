#pragma once
// For the tests of this folder: the playbook's years as a Calendar, and moments as people write them. Never
// included by the program.

#include "calendar/clock.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace gezhi::calendar::test {

inline Date date(std::string_view text) {
    const auto parsed = parse_iso_date(text);
    require(parsed.has_value(), "a date of a test");
    return *parsed;
}

// "2026-11-23 10:00" in the street's time; "24:00" is the next midnight.
inline Instant at(std::string_view text) {
    const auto day = midnight(date(text.substr(0, 10)));
    const auto clock = text.size() > 10 ? std::string(text.substr(11)) : "00:00";
    return day + std::chrono::minutes{std::stoi(clock.substr(0, 2)) * 60 + std::stoi(clock.substr(3))};
}

inline Limit limit(std::string_view text) {
    const auto parsed = parse_limit(text);
    require(parsed.has_value(), "a limit of a test");
    return *parsed;
}

inline std::string text_of(const boost::json::value& value) {
    return std::string(std::string_view(value.as_string()));
}

inline YearCalendar playbook_year(int year) {
    const auto path = std::string(GEZHI_SOURCE_DIR "/playbook/calendar/") + std::to_string(year) + ".json";
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    const auto value = boost::json::parse(text.str());
    YearCalendar data;
    data.year = static_cast<int>(value.at("year").as_int64());
    for (const auto& one : value.at("off").as_array()) data.off.push_back(date(text_of(one)));
    for (const auto& one : value.at("work").as_array()) data.work.push_back(date(text_of(one)));
    for (const auto& one : value.at("holidays").as_array())
        data.holidays.push_back(
            {text_of(one.at("code")), date(text_of(one.at("from"))), date(text_of(one.at("to")))});
    data.source = text_of(value.at("source"));
    data.certainty = text_of(value.at("certainty"));
    return data;
}

inline const Calendar& playbook() {
    static const auto made = Calendar::make({playbook_year(2024), playbook_year(2025), playbook_year(2026)});
    require(made.has_value(), "the playbook's calendars");
    return *made;
}

} // namespace gezhi::calendar::test
