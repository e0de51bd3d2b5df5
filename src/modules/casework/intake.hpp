#pragma once
// Reports on their way to the writer: one, or many as a file. What every channel shares: the place is located
// again when the grids were drawn anew in that moment, and the hotline's order number makes an order one case
// however often its row comes.

#include "http/message.hpp"
#include "modules/casework/ask.hpp"

namespace gezhi::casework {

constexpr std::size_t orders_max = 2000;

struct Key {
    CommandId id{};
    std::int64_t fingerprint{0};
};

// The answer comes as Engine::ask gives it; the door outlives it.
void ask_report(const Door& door, const Actor& actor, ReportGiven given, Key key, engine::Reply reply);
// The same, waiting; for callers that have their own time.
Result<engine::Receipt> ask_report_and_wait(const Door& door, const Actor& actor, ReportGiven given, Key key);

Result<engine::Receipt> ask_fix_and_wait(const Door& door, const Actor& actor, const FixGiven& given,
                                         Key key);

struct Order {
    std::int64_t line{0};
    std::string external_number{};
    ReportGiven report{};
};

// The columns are found by the names that the locale lists (import.hotline.*), in any order.
Result<std::vector<Order>> hotline_orders(std::string_view file, const text::Locale& locale);

struct OrderOutcome {
    std::int64_t line{0};
    std::string external_number{};
    Result<engine::Receipt> receipt;
};

std::vector<OrderOutcome> import_orders(const Door& door, const Actor& actor,
                                        const std::vector<Order>& orders);

std::optional<double> parse_decimal(std::string_view text);

} // namespace gezhi::casework
