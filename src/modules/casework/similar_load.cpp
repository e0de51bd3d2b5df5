// Reading the open public cases at the start, newest first. What a commit touches meanwhile is left alone:
// the commit knows it better than the page that was read.

#include "modules/casework/similar.hpp"

namespace gezhi::casework {

namespace {

constexpr std::size_t put_at_once = 25; // under one lock, for the writer waits for it
constexpr int tries_max = 10;           // of a page, while the database does not answer
constexpr auto between_tries = std::chrono::milliseconds(200);

// One open public case with its text and place; every column flat, as rows are.
struct OpenRow {
    CaseId id{};
    Code number{};
    Code class_code{};
    Stage stage{Stage::reported};
    Instant reported_at{};
    std::int64_t supporters{0};
    TextRef ref{};
    std::string subject{};
    std::string kind{};
    std::string cipher{};
    std::string salt{};
    std::string place{}; // sealed
};
BOOST_DESCRIBE_STRUCT(OpenRow, (),
                      (id, number, class_code, stage, reported_at, supporters, ref, subject, kind, cipher,
                       salt, place))

constexpr std::string_view open_text =
    "SELECT c.id, c.number, c.class_code, c.stage, c.reported_at, c.supporters, t.ref, t.subject, t.kind, "
    "t.cipher, t.salt, p.sealed AS place FROM {case_row} c "
    "JOIN side_text t ON t.subdistrict = c.subdistrict AND t.ref = c.text "
    "JOIN place_of p ON p.subdistrict = c.subdistrict AND p.stream = c.id "
    "WHERE c.subdistrict = :s AND c.open = 1 AND c.visibility = 'public_' AND c.class_code <> '' "
    "AND c.joined_to = '' AND (CAST(:before AS TEXT) IS NULL OR c.id < :before2) "
    "ORDER BY c.id DESC LIMIT :n";

} // namespace

OpenCases::~OpenCases() {
    stop_loading();
}

void OpenCases::stop_loading() {
    stopping_ = true;
    wait_until_loaded();
    stopping_ = false;
}

void OpenCases::wait_until_loaded() {
    if (loader_.joinable()) loader_.join();
}

Result<OpenCases::Read> OpenCases::page(sql::Session& session, std::optional<CaseId> before,
                                        std::int64_t most) const {
    GEZHI_TRY(rows,
              session.rows<OpenRow>(
                  open_text, {{"s", subdistrict_}, {"before", before}, {"before2", before}, {"n", most}}));
    Read read;
    read.more = rows.size() == static_cast<std::size_t>(most);
    for (const auto& row : rows) {
        read.last = row.id;
        const auto text = vault_.open_text({row.ref, row.subject, row.kind, row.cipher, row.salt});
        const auto at = point_of(vault_, {id_as<StreamId>(row.id), row.place});
        if (!text || !at) continue;
        read.entries.emplace_back(row.id, Entry{*at,
                                                row.ref,
                                                grams(*text),
                                                row.class_code,
                                                row.number,
                                                row.reported_at,
                                                row.supporters,
                                                row.stage,
                                                {}});
    }
    return read;
}

Result<void> OpenCases::load(sql::Session& session, const Code& subdistrict) {
    stop_loading();
    subdistrict_ = subdistrict;
    GEZHI_TRY(read, page(session, {}, pace_.at_start));
    const std::unique_lock lock(mutex_);
    cases_.clear();
    paired_.clear();
    index_.reset();
    for (auto& [id, entry] : read.entries) put(id, std::move(entry));
    loading_ = read.more;
    if (loading_) loader_ = std::thread([this, before = read.last] { load_older(before); });
    return {};
}

void OpenCases::load_older(CaseId before) {
    bool more = true;
    for (int tries = 0; more && tries < tries_max && !stopping_;) {
        auto read =
            database_.read([&](sql::Session& session) { return page(session, before, pace_.at_once); });
        if (!read) {
            ++tries;
            std::this_thread::sleep_for(between_tries);
            continue;
        }
        tries = 0;
        for (std::size_t i = 0; i < read->entries.size();) {
            const std::unique_lock lock(mutex_);
            for (const auto end = std::min(i + put_at_once, read->entries.size()); i < end; ++i) {
                auto& [id, entry] = read->entries[i];
                if (!touched_.contains(id)) put(id, std::move(entry));
            }
        }
        before = read->last;
        more = read->more;
    }
    const std::unique_lock lock(mutex_);
    loading_ = false;
    touched_.clear();
}

} // namespace gezhi::casework
