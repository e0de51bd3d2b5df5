#pragma once
// The report form as sent (http::Form), read into a ReportForm and checked. What is missing becomes a
// FieldError beside its field; nothing typed is ever thrown away.

#include "http/form.hpp"
#include "pages/views.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gezhi::pages {

constexpr std::size_t photos_max = 6;
constexpr std::size_t text_max = 500; // code points
constexpr std::size_t line_max = 120;

std::optional<Position> parse_position(std::string_view lat, std::string_view lon);

ReportForm report_form(const http::Form& sent);
// A tap on the schematic (tap.x, tap.y in CSS pixels of the picture), if the form was sent by one.
std::optional<Pixel> tap(const http::Form& sent);
std::vector<FieldError> check(const ReportForm& form);

// Numbers and keys as people type them: spaces, dashes and case do not matter.
std::optional<std::string> clean_number(std::string_view typed);
std::optional<std::string> clean_key(std::string_view typed);

// What the rooms are asked to take: the form without its page state.
struct ReportCommand {
    std::string idempotency_key;
    std::string text;
    std::optional<Position> position{};
    std::string datum{"wgs84"};
    std::string place_code{};
    std::string address{};
    std::vector<std::string> photos{};
    std::string notify_by{};
    std::string phone{};
    std::string door{};
    bool may_be_called{false};
    bool emergency_seen{false};
    std::string join_number{}; // "me too" on this public case; empty for none

    bool operator==(const ReportCommand&) const = default;
};

ReportCommand report_command(const ReportForm& form, std::string idempotency_key,
                             std::string join_number = {});

} // namespace gezhi::pages
