// Which photos are the same: by what was sent, and by how they look.

#include "json/json.hpp"
#include "modules/files/query.hpp"

#include <algorithm>
#include <bit>

namespace gezhi::files {

namespace {

constexpr std::int64_t candidates_max = 500;

// A photo with the case that names it.
struct LookOf {
    FileId file{};
    Digest sent{};
    std::int64_t across{0};
    std::int64_t down{0};
    StreamId stream{};
};
BOOST_DESCRIBE_STRUCT(LookOf, (), (file, sent, across, down, stream))

constexpr std::string_view sent_text =
    "SELECT l.file, l.sent, l.across, l.down, o.stream FROM file_look l JOIN file_of o ON o.subdistrict = "
    "l.subdistrict AND o.file = l.file WHERE l.subdistrict = :s AND l.sent = :d AND l.file <> :f ORDER BY "
    "l.file LIMIT :n";

std::string alike_text(std::size_t n) {
    return "SELECT DISTINCT l.file, l.sent, l.across, l.down, o.stream FROM file_band b JOIN file_look l ON "
           "l.subdistrict = b.subdistrict AND l.file = b.file JOIN file_of o ON o.subdistrict = "
           "l.subdistrict AND o.file = l.file WHERE b.subdistrict = :s AND b.file <> :f AND b.band IN (" +
           sql::placeholders("p", n) + ") ORDER BY l.file LIMIT :n";
}

Likeness likeness_of_row(const auto& row) {
    return {std::bit_cast<std::uint64_t>(row.across), std::bit_cast<std::uint64_t>(row.down)};
}

Result<std::vector<LookOf>> candidates(sql::Session& session, const Code& subdistrict,
                                       const FileLookRow& own) {
    GEZHI_TRY(found,
              session.rows<LookOf>(
                  sent_text, {{"s", subdistrict}, {"d", own.sent}, {"f", own.file}, {"n", candidates_max}}));
    const auto likeness = likeness_of_row(own);
    const auto keys = band_keys(likeness);
    if (!says_something(likeness) || keys.empty()) return found;
    sql::Session::Binds binds{{"s", subdistrict}, {"f", own.file}, {"n", candidates_max}};
    for (std::size_t i = 0; i < keys.size(); ++i) binds.emplace_back("p" + std::to_string(i), keys[i]);
    GEZHI_TRY(alike, session.rows<LookOf>(alike_text(keys.size()), binds));
    found.insert(found.end(), alike.begin(), alike.end());
    return found;
}

Result<std::optional<FileLookRow>> look_of(sql::Session& session, const Code& subdistrict, FileId file) {
    return session.one<FileLookRow>("SELECT file, sent, across, down, hint FROM file_look WHERE subdistrict "
                                    "= :s AND file = :f",
                                    {{"s", subdistrict}, {"f", file}});
}

} // namespace

Result<std::vector<Same>> Files::same_as(FileId id) {
    GEZHI_TRY(own, engine_.database().read(
                       [&](sql::Session& session) { return look_of(session, engine_.subdistrict(), id); }));
    std::vector<Same> list;
    if (!own) return list;
    GEZHI_TRY(found, engine_.database().read([&](sql::Session& session) {
        return candidates(session, engine_.subdistrict(), *own);
    }));
    for (const auto& one : found) {
        const Same same{one.file, one.stream, one.sent == own->sent,
                        distance(likeness_of_row(one), likeness_of_row(*own))};
        if (!same.exact && same.bits > near_bits_max) continue;
        const auto known = [&](const Same& other) { return other.file == same.file; };
        if (std::none_of(list.begin(), list.end(), known)) list.push_back(same);
    }
    std::stable_sort(list.begin(), list.end(), [](const Same& a, const Same& b) {
        return a.exact != b.exact ? a.exact : a.bits < b.bits;
    });
    if (list.size() > static_cast<std::size_t>(same_max)) list.resize(static_cast<std::size_t>(same_max));
    return list;
}

Result<Hint> Files::hint(FileId id) {
    GEZHI_TRY(own, engine_.database().read(
                       [&](sql::Session& session) { return look_of(session, engine_.subdistrict(), id); }));
    if (!own || own->hint.empty()) return Hint{};
    const auto text = vault_.open_column(own->hint, engine::subject_of(id));
    if (!text) return Hint{};
    return json::read<Hint>(*text, json::Style::stored);
}

} // namespace gezhi::files
