#include "modules/notice/http.hpp"

#include "base/text.hpp"
#include "modules/notice/decide.hpp"

namespace gezhi::notice {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

namespace {

constexpr std::string_view columns_text =
    "SELECT case_id, item, kind, way, standing, number, grid, restricted, class_code, unit, about, reporter, "
    "text, owed_at, due_at, tries, settled_by, settled_at, result, hands, version FROM {notice_row} n "
    "WHERE n.subdistrict = :s AND n.standing = 'owed' AND (CAST(:way AS TEXT) IS NULL OR n.way = :way) AND ";
constexpr std::string_view order_text =
    " ORDER BY COALESCE(n.due_at, n.owed_at), n.case_id, n.item LIMIT :most";
constexpr std::string_view counts_text = "SELECT way, CAST(count(*) AS BIGINT) AS n FROM {notice_row} n "
                                         "WHERE n.subdistrict = :s AND n.standing = 'owed' AND ";
constexpr std::string_view sealed_text =
    "SELECT ref, subject, kind, cipher, salt FROM side_text WHERE subdistrict = :s AND ref = :r";

struct WayCount {
    Code way{};
    std::int64_t n{0};
};
BOOST_DESCRIBE_STRUCT(WayCount, (), (way, n))

// may_tell() as a condition: the same in the WHERE as in permit.
std::string scope(const Actor& actor, sql::Session::Binds& binds) {
    std::string text = "(1 = 0";
    for (std::size_t i = 0; i < actor.posts.size(); ++i) {
        const auto& post = actor.posts[i];
        std::string clause;
        if (post.duty == Duty::desk) clause = "1 = 1";
        if (post.duty == Duty::liaison) clause = "n.restricted = 0";
        if (post.duty == Duty::duty_officer) text += " OR n.kind = 'duty'";
        if (clause.empty()) continue;
        if (!post.grid.empty()) {
            const auto name = "g" + std::to_string(i);
            clause += " AND n.grid = :" + name;
            binds.emplace_back(name, post.grid);
        }
        text += " OR (" + clause + ")";
    }
    return text + ")";
}

Result<std::string> answer_text(const Wiring& wiring, const NoticeRow& row) {
    if (row.text.empty()) return std::string();
    GEZHI_TRY(sealed, wiring.engine.database().read([&](sql::Session& session) {
        return session.one<engine::TextRow>(sealed_text,
                                            {{"s", wiring.engine.subdistrict()}, {"r", row.text}});
    }));
    return sealed ? wiring.vault.open_text(*sealed).value_or("") : std::string();
}

// Opened for whoever may tell this one, and for nobody who handled the case.
Result<void> put_contact(const Wiring& wiring, const Actor& actor, const NoticeRow& row,
                         wire::NoticeShown& shown) {
    if (row.reporter.empty() || shown.own_case) return {};
    auto contact = wiring.persons.contact(actor, row.reporter, "notice/" + row.way.value, row.case_id.text());
    if (!contact) { // erased since
        if (contact.error().rule->kind == Kind::missing) return {};
        return refuse(std::move(contact).error());
    }
    const auto given = [](std::string text) {
        return text.empty() ? std::optional<std::string>{} : std::optional<std::string>{std::move(text)};
    };
    shown.name = given(std::move(contact->name));
    shown.phone = given(std::move(contact->phone));
    shown.address = given(std::move(contact->address));
    return {};
}

Result<wire::NoticeShown> shown(const Wiring& wiring, const Request& request, const NoticeRow& row) {
    const auto actor = people::actor(request);
    const auto book = wiring.books->current();
    const detail::Words words{book->index, *wiring.locale, http::language(request)};
    GEZHI_TRY(answer, answer_text(wiring, row));
    wire::NoticeShown one;
    one.id = row.case_id.text() + "-" + number(row.item);
    one.kind = row.kind;
    one.way = row.way;
    one.case_id = row.case_id;
    one.number = row.number;
    one.title = words.title(row);
    one.words = words.say(row, answer);
    one.since = row.owed_at;
    one.due_at = row.due_at;
    one.late = row.due_at && *row.due_at <= wiring.engine.clock().now();
    one.tries = row.tries;
    one.own_case = row.kind != News::duty && contains(row.hands, actor.person.text());
    if (!row.unit.empty()) one.unit_name = words.unit_name(row.unit);
    GEZHI_CHECK(put_contact(wiring, actor, row, one));
    return one;
}

Result<Response> list(const Wiring& wiring, const Request& request) {
    std::optional<Code> way;
    if (const auto given = request.query_value("way")) way = Code{std::string(*given)};
    sql::Session::Binds binds{{"s", wiring.engine.subdistrict()}};
    const auto where = scope(people::actor(request), binds);
    GEZHI_TRY(counts, wiring.engine.database().read([&](sql::Session& session) {
        return session.rows<WayCount>(std::string(counts_text) + where + " GROUP BY way ORDER BY way", binds);
    }));
    binds.emplace_back("way", way);
    binds.emplace_back("most", list_max);
    GEZHI_TRY(rows, wiring.engine.database().read([&](sql::Session& session) {
        return session.rows<NoticeRow>(std::string(columns_text) + where + std::string(order_text), binds);
    }));
    wire::NoticeList answer;
    for (const auto& one : counts) answer.counts[one.way.value] = one.n;
    for (const auto& row : rows) {
        GEZHI_TRY(one, shown(wiring, request, row));
        answer.items.push_back(std::move(one));
    }
    return http::json_response(json::write(answer));
}

Result<Response> told(const Wiring& wiring, const Request& request) {
    const std::string_view path = request.parameter("id");
    const auto dash = path.find('-');
    const auto id = CaseId::parse(path.substr(0, dash));
    const auto item = dash == std::string_view::npos ? std::nullopt : parse_number(path.substr(dash + 1));
    if (!id || !item) return refuse(rules::missing);
    GEZHI_TRY(given, json::read<wire::TellGiven>(request.body.empty() ? "{}" : request.body));
    const Tell command{*item, given.result.value_or(Code{std::string(result_told)})};
    GEZHI_TRY(task, people::task_of(request, wiring.engine, wiring.room, stream_of(*id), Command(command)));
    GEZHI_TRY(receipt, wiring.engine.ask_and_wait(std::move(task)));
    return people::receipt_response(receipt);
}

} // namespace

http::Routes routes(Wiring wiring) {
    const auto shared = std::make_shared<const Wiring>(std::move(wiring));
    const auto on = [&](auto function) {
        return http::Handler(
            [shared, function](const Request& request) { return function(*shared, request); });
    };
    http::Routes list_of_routes{
        {Method::get, "/api/v1/notices", "notice.list", Access::signed_in,
         "Who waits to be told, by way, with the words to say", on(list)},
        {Method::post, "/api/v1/notices/{id}/told", "notice.told", Access::signed_in,
         "Told, or what came of the try", on(told)},
    };
    http::describe(list_of_routes,
                   {{"notice.list", nullptr, json::shape<wire::NoticeList>},
                    {"notice.told", json::shape<wire::TellGiven>, json::shape<people::ReceiptShown>}});
    return list_of_routes;
}

} // namespace gezhi::notice
