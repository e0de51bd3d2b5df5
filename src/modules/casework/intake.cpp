#include "modules/casework/intake.hpp"

#include "modules/casework/table_file.hpp"

#include <charconv>
#include <cmath>
#include <future>

namespace gezhi::casework {

namespace {

constexpr int located_again_max = 2;

// Where each column of the file stands; nothing for one it has not.
struct Columns {
    std::optional<std::size_t> number, text, address, lat, lon, datum, name, phone, received_at;
};

std::optional<std::size_t> find(const TableRow& head, const text::Locale& locale, std::string_view field) {
    for (const auto language : text::languages) {
        const auto names = locale.sentence(language, "import.hotline." + std::string(field));
        for (const auto name : gezhi::split(names, '|'))
            for (std::size_t i = 0; i < head.cells.size(); ++i)
                if (lower_ascii(trim(head.cells[i])) == lower_ascii(trim(name))) return i;
    }
    return std::nullopt;
}

Columns columns_of(const TableRow& head, const text::Locale& locale) {
    const auto at = [&](std::string_view field) { return find(head, locale, field); };
    return {at("number"), at("text"), at("address"), at("lat"),        at("lon"),
            at("datum"),  at("name"), at("phone"),   at("received_at")};
}

std::string cell(const TableRow& row, const std::optional<std::size_t>& column) {
    if (!column || *column >= row.cells.size()) return {};
    return std::string(trim(row.cells[*column]));
}

// "2026-11-23 10:24:05" as exports write it is the street's own time.
std::optional<Instant> moment(std::string text) {
    if (text.size() < 16) return std::nullopt;
    if (text[10] == ' ') text[10] = 'T';
    if (auto at = parse_iso(text)) return at;
    return parse_iso(text + "+08:00");
}

Order order_of(const TableRow& row, const Columns& columns) {
    Order order{row.line, cell(row, columns.number), {}};
    auto& report = order.report;
    report.channel = Channel::hotline;
    report.external_number = Code::parse(order.external_number);
    report.text = std::string(first_code_points(cell(row, columns.text), text_characters_max));
    report.address = std::string(first_code_points(cell(row, columns.address), address_characters_max));
    report.lat = parse_decimal(cell(row, columns.lat));
    report.lon = parse_decimal(cell(row, columns.lon));
    report.datum = cell(row, columns.datum);
    if (report.datum.empty() && report.lat) report.datum = "wgs84";
    report.contact = {cell(row, columns.name), cell(row, columns.phone), {}};
    if (!report.contact.empty()) report.notify_by = Code{"call"};
    report.seen_at = moment(cell(row, columns.received_at));
    return order;
}

// The order's number, whoever brings the file, so that the same order is the same command.
CommandId order_command(const Door& door, const std::string& external_number) {
    Actor hotline;
    hotline.kind = ActorKind::flow;
    hotline.flow = Code{"hotline"};
    return engine::command_id(door.engine.subdistrict(), hotline, "order/" + external_number);
}

std::int64_t order_fingerprint(const Order& order) {
    return engine::fingerprint(order.external_number + "\n" + order.report.text + "\n" +
                               order.report.address);
}

// A report under way; made anew when the grids were drawn anew in that moment.
struct Sending {
    const Door& door;
    std::function<Result<Asked>()> make;
    Key key;
    engine::Reply reply;
    int turn{0};
};

void send(std::shared_ptr<Sending> one) {
    ++one->turn;
    auto asked = one->make();
    if (!asked) return one->reply(refuse(std::move(asked).error()));
    asked->task.id = one->key.id;
    asked->task.fingerprint = one->key.fingerprint;
    auto& engine = one->door.engine;
    asked->task.reply = [one = std::move(one)](Result<engine::Receipt> receipt) {
        const bool moved = !receipt && receipt.error().rule == &rules::partition_moved;
        if (moved && one->turn < located_again_max) return send(one);
        one->reply(std::move(receipt));
    };
    engine.ask(std::move(asked->task));
}

template <class Ask>
Result<engine::Receipt> waited(Ask ask) {
    std::promise<Result<engine::Receipt>> promise;
    ask([&promise](Result<engine::Receipt> receipt) { promise.set_value(std::move(receipt)); });
    return promise.get_future().get();
}

} // namespace

std::optional<double> parse_decimal(std::string_view text) {
    text = trim(text);
    double value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data(), end, value);
    if (fault != std::errc{} || stop != end || !std::isfinite(value)) return std::nullopt;
    return value;
}

void ask_report(const Door& door, const Actor& actor, ReportGiven given, Key key, engine::Reply reply) {
    auto make = [&door, actor, given = std::move(given)] { return report(door, actor, given); };
    send(std::make_shared<Sending>(Sending{door, std::move(make), key, std::move(reply)}));
}

Result<engine::Receipt> ask_report_and_wait(const Door& door, const Actor& actor, ReportGiven given,
                                            Key key) {
    return waited(
        [&](engine::Reply reply) { ask_report(door, actor, std::move(given), key, std::move(reply)); });
}

Result<engine::Receipt> ask_fix_and_wait(const Door& door, const Actor& actor, const FixGiven& given,
                                         Key key) {
    return waited([&](engine::Reply reply) {
        auto make = [&] { return fix_on_spot(door, actor, given); };
        send(std::make_shared<Sending>(Sending{door, std::move(make), key, std::move(reply)}));
    });
}

Result<std::vector<Order>> hotline_orders(std::string_view file, const text::Locale& locale) {
    const auto rows = read_table(file);
    if (!rows || rows->empty()) return refuse(rules::no_table);
    const auto columns = columns_of(rows->front(), locale);
    if (!columns.number || !columns.text) return refuse(rules::no_table);
    if (rows->size() - 1 > orders_max) return refuse(rules::table_too_long, {{"max", number(orders_max)}});
    std::vector<Order> orders;
    for (std::size_t i = 1; i < rows->size(); ++i) orders.push_back(order_of((*rows)[i], columns));
    return orders;
}

// All are on their way before the first is waited for, so that the writer takes many at once.
std::vector<OrderOutcome> import_orders(const Door& door, const Actor& actor,
                                        const std::vector<Order>& orders) {
    std::vector<std::promise<Result<engine::Receipt>>> promises(orders.size());
    for (std::size_t i = 0; i < orders.size(); ++i) {
        const auto& order = orders[i];
        auto& promise = promises[i];
        if (order.report.external_number)
            ask_report(
                door, actor, order.report,
                {order_command(door, order.external_number), order_fingerprint(order)},
                [&promise](Result<engine::Receipt> receipt) { promise.set_value(std::move(receipt)); });
        else
            promise.set_value(refuse(rules::bad_external_number));
    }
    std::vector<OrderOutcome> outcomes;
    for (std::size_t i = 0; i < orders.size(); ++i)
        outcomes.push_back({orders[i].line, orders[i].external_number, promises[i].get_future().get()});
    return outcomes;
}

} // namespace gezhi::casework
