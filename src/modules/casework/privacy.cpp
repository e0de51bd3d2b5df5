#include "modules/casework/privacy.hpp"

#include "modules/casework/casework.hpp"

namespace gezhi::casework {

namespace {

constexpr std::string_view export_purpose = "export";

std::string row_columns() {
    std::string all;
    for (const auto& column : sql::table_of<CaseRow>().columns)
        all += (all.empty() ? "" : ", ") + column.name;
    return all;
}

constexpr std::string_view looks_text =
    "SELECT a.actor, a.subject, a.purpose, a.first, a.last, a.count, COALESCE(c.number, '') FROM access a "
    "LEFT JOIN {case_row} c ON c.subdistrict = a.subdistrict AND c.id = a.subject "
    "WHERE a.subdistrict = :s AND (CAST(:j AS TEXT) IS NULL OR a.subject = :j) "
    "AND (CAST(:a AS TEXT) IS NULL OR a.actor = :a) AND (CAST(:b AS BIGINT) IS NULL OR a.last < :b) "
    "ORDER BY a.last DESC, a.actor, a.subject, a.purpose LIMIT :n";

constexpr std::string_view texts_text =
    "SELECT ref, subject, kind, cipher, salt FROM side_text WHERE subdistrict = :s AND subject = :j "
    "ORDER BY ref";

// What the room itself says to an erasure now; it decides again when it is asked.
const Rule* verdict(const State& state, bool contact_only, Instant now) {
    Facts facts;
    facts.now = now;
    const auto made = Casework::decide(state, Erase{EraseReason::purpose_done, contact_only, {}}, facts);
    return made ? nullptr : made.error().rule;
}

} // namespace

Result<CaseRow> Privacy::row(CaseId id) const {
    static const auto text =
        "SELECT " + row_columns() + " FROM {case_row} WHERE subdistrict = :s AND id = :i";
    GEZHI_TRY(found, door_.engine.database().read([&](sql::Session& session) {
        return session.one<CaseRow>(text, {{"s", door_.engine.subdistrict()}, {"i", id}});
    }));
    if (!found) return refuse(rules::no_such_case);
    return *found;
}

Result<std::vector<HeldText>> Privacy::texts(CaseId id) const {
    GEZHI_TRY(rows, door_.engine.database().read([&](sql::Session& session) {
        return session.rows<engine::TextRow>(texts_text,
                                             {{"s", door_.engine.subdistrict()}, {"j", id.text()}});
    }));
    std::vector<HeldText> list;
    for (const auto& one : rows)
        if (auto text = door_.vault.open_text(one)) list.push_back({one.kind, std::move(*text)});
    return list;
}

Result<Holdings> Privacy::held(CaseId id) const {
    Holdings held;
    GEZHI_TRY(found, row(id));
    held.row = std::move(found);
    GEZHI_TRY(told, cases_.history(id));
    held.state = std::move(told.state);
    GEZHI_TRY(words, texts(id));
    held.texts = static_cast<std::int64_t>(words.size());
    if (door_.files != nullptr) {
        GEZHI_TRY(files, door_.files->of_stream(id_as<StreamId>(id)));
        held.pictures = static_cast<std::int64_t>(files.size());
    }
    GEZHI_TRY(where, cases_.where(id));
    held.place = where.has_value();
    held.contact = held.state.reporter.has_value();
    const auto now = door_.engine.clock().now();
    held.refusal = verdict(held.state, false, now);
    held.contact_refusal = verdict(held.state, true, now);
    return held;
}

Result<Everything> Privacy::everything(const Actor& actor, CaseId id) const {
    Everything all;
    GEZHI_TRY(found, row(id));
    all.row = std::move(found);
    door_.engine.saw(actor, id.text(), std::string(export_purpose));
    GEZHI_TRY(words, texts(id));
    all.texts = std::move(words);
    GEZHI_TRY(where, cases_.where(id));
    all.where = std::move(where);
    if (!all.row.reporter.empty()) {
        auto contact = persons_.contact(actor, all.row.reporter, std::string(export_purpose), id.text());
        if (!contact && contact.error().rule != &people::rules::no_contact)
            return refuse(std::move(contact).error());
        if (contact) all.contact = std::move(*contact);
    }
    if (door_.files != nullptr) {
        GEZHI_TRY(ids, door_.files->of_stream(id_as<StreamId>(id)));
        GEZHI_TRY(kept, door_.files->find(ids));
        all.pictures = std::move(kept);
    }
    GEZHI_TRY(seen, looks({all.row.number, {}, {}, looks_max}));
    all.looks = std::move(seen);
    return all;
}

Result<std::vector<LookedAt>> Privacy::looks(const LooksQuestion& question) const {
    std::optional<std::string> subject;
    if (!question.number.empty()) {
        GEZHI_TRY(id, cases_.by_number(question.number));
        if (!id) return std::vector<LookedAt>{};
        subject = id->text();
    }
    const auto actor = question.actor.empty() ? std::nullopt : std::optional(question.actor);
    return door_.engine.database().read([&](sql::Session& session) {
        return session.rows<LookedAt>(looks_text, {{"s", door_.engine.subdistrict()},
                                                   {"j", subject},
                                                   {"a", actor},
                                                   {"b", question.before},
                                                   {"n", std::min(question.limit, looks_max)}});
    });
}

Result<std::vector<CaseRow>> Privacy::erased(std::int64_t limit) const {
    static const auto text = "SELECT " + row_columns() +
                             " FROM {case_row} WHERE subdistrict = :s AND erased_at IS NOT NULL "
                             "ORDER BY erased_at DESC, id LIMIT :n";
    return door_.engine.database().read([&](sql::Session& session) {
        return session.rows<CaseRow>(text, {{"s", door_.engine.subdistrict()}, {"n", limit}});
    });
}

} // namespace gezhi::casework
