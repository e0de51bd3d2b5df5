// Reading the cases into the board, in the order of their arrival. What a commit touches meanwhile is read
// again at the end, for a page may have been read before the commit.

#include "modules/casework/board.hpp"
#include "modules/casework/board_row.hpp"

namespace gezhi::casework {

namespace {

constexpr auto between_tries = std::chrono::milliseconds(200); // while the database does not answer

const std::string& board_columns() {
    static const std::string text = [] {
        std::string columns;
        boost::mp11::mp_for_each<boost::describe::describe_members<BoardRow, boost::describe::mod_public>>(
            [&](auto d) {
                const std::string_view name = d.name;
                (columns += columns.empty() ? "" : ", ") +=
                    name == "place" ? "COALESCE(k.place, '') AS place" : "c." + std::string(name);
            });
        return "SELECT " + columns +
               " FROM {case_row} c LEFT JOIN known_place_of k ON k.subdistrict = c.subdistrict "
               "AND k.stream = c.id WHERE c.subdistrict = :s ";
    }();
    return text;
}

} // namespace

Board::~Board() {
    stop_loading();
}

void Board::stop_loading() {
    stopping_ = true;
    if (loader_.joinable()) loader_.join();
    stopping_ = false;
}

void Board::wait_until_ready() {
    if (loader_.joinable()) loader_.join();
}

Result<std::vector<BoardRow>> Board::page(sql::Session& session, CaseId after, std::int64_t most) const {
    return session.rows<BoardRow>(board_columns() + "AND c.id > :after ORDER BY c.id LIMIT :n",
                                  {{"s", subdistrict_}, {"after", after}, {"n", most}});
}

Result<void> Board::load(sql::Session& session, const Code& subdistrict) {
    stop_loading();
    subdistrict_ = subdistrict;
    GEZHI_TRY(rows, page(session, {}, pace_.at_start));
    {
        const std::unique_lock lock(mutex_);
        for (const auto& row : rows) put(row);
    }
    ready_ = rows.size() < static_cast<std::size_t>(pace_.at_start);
    if (!ready_) loader_ = std::thread([this, after = rows.back().id] { load_others(after); });
    return {};
}

void Board::load_others(CaseId after) {
    while (!stopping_ && load_page(after)) {
    }
    for (auto settled = settle(); !stopping_ && !(settled && *settled); settled = settle())
        if (!settled) std::this_thread::sleep_for(between_tries);
}

// Whether there is more to read.
bool Board::load_page(CaseId& after) {
    auto rows = database_.read([&](sql::Session& session) { return page(session, after, pace_.at_once); });
    if (!rows) {
        std::this_thread::sleep_for(between_tries);
        return true;
    }
    const std::unique_lock lock(mutex_);
    for (const auto& row : *rows) put(row);
    if (!rows->empty()) after = rows->back().id;
    return rows->size() == static_cast<std::size_t>(pace_.at_once);
}

// Reads some of what was touched again; whether nothing is left. The writer waits for so many and no more.
Result<bool> Board::settle() {
    const std::unique_lock lock(mutex_);
    const auto end = std::next(touched_.begin(), std::min(std::ssize(touched_), settled_at_once));
    GEZHI_CHECK(put_again({touched_.begin(), end}));
    touched_.erase(touched_.begin(), end);
    ready_ = touched_.empty();
    return ready_.load();
}

// The lock is held.
Result<void> Board::put_again(const std::set<CaseId>& ids) {
    if (ids.empty()) return {};
    sql::Session::Binds binds{{"s", subdistrict_}};
    for (const auto id : ids) binds.emplace_back("i" + number(binds.size() - 1), id);
    const auto text = board_columns() + "AND c.id IN (" + sql::placeholders("i", ids.size()) + ")";
    GEZHI_TRY(rows,
              database_.read([&](sql::Session& session) { return session.rows<BoardRow>(text, binds); }));
    for (const auto& row : rows) put(row);
    return {};
}

} // namespace gezhi::casework
