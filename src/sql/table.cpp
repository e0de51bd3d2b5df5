#include "sql/table.hpp"

namespace gezhi::sql {

namespace {

// FNV-1a, 32 bits: names a shape, guards nothing.
std::string shape_hash(std::string_view text) {
    std::uint32_t hash = 2166136261U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    std::string name(8, '0');
    for (std::size_t i = 8; i-- > 0; hash >>= 4U) name[i] = "0123456789abcdef"[hash & 15U];
    return name;
}

std::string key_list(const Table& table) {
    std::string text = "subdistrict";
    for (const auto i : table.key) text += ", " + table.columns[i].name;
    return text;
}

std::string column_list(const Table& table) {
    std::string text = "subdistrict";
    for (const auto& column : table.columns) text += ", " + column.name;
    return text;
}

} // namespace

Table finish(Table table) {
    table.physical = table.logical;
    if (table.precious) return table;
    std::string shape = std::to_string(table.revision);
    for (const auto& column : table.columns)
        shape += column.name + (column.type == Type::integer ? ":i" : ":t") + (column.nullable ? "?;" : ";");
    shape += key_list(table);
    for (const auto& index : table.indexes) (shape += index.columns) += index.where;
    table.physical = table.logical + "_" + shape_hash(shape);
    return table;
}

std::string Table::create_text(bool postgresql) const {
    const std::string text_type = postgresql ? " TEXT COLLATE \"C\"" : " TEXT";
    std::string text = "CREATE TABLE IF NOT EXISTS " + physical + " (subdistrict" + text_type + " NOT NULL";
    for (const auto& column : columns)
        text += ", " + column.name + (column.type == Type::integer ? " BIGINT" : text_type) +
                (column.nullable ? "" : " NOT NULL");
    text += ", PRIMARY KEY (" + key_list(*this) + "))";
    // Rows live in the key's own tree: one page less to touch for each write.
    return postgresql ? text : text + " WITHOUT ROWID";
}

std::vector<std::string> Table::index_texts() const {
    std::vector<std::string> texts;
    for (const auto& index : indexes) {
        std::string text = "CREATE INDEX IF NOT EXISTS " + physical + "_" + std::string(index.name) + " ON " +
                           physical + " (subdistrict, " + std::string(index.columns) + ")";
        if (!index.where.empty()) text += " WHERE " + std::string(index.where);
        texts.push_back(std::move(text));
    }
    return texts;
}

std::string Table::upsert_text(std::size_t rows) const {
    std::string text = "INSERT INTO " + physical + " (" + column_list(*this) + ") VALUES ";
    for (std::size_t r = 0; r < rows; ++r) {
        text += r == 0 ? "(:s" : ", (:s";
        for (std::size_t c = 0; c < columns.size(); ++c)
            text += ", :c" + std::to_string(r) + "_" + std::to_string(c);
        text += ")";
    }
    text += " ON CONFLICT (" + key_list(*this) + ") DO ";
    std::string sets;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        bool is_key = false;
        for (const auto k : key) is_key = is_key || k == c;
        if (!is_key) sets += (sets.empty() ? "" : ", ") + columns[c].name + " = excluded." + columns[c].name;
    }
    return text + (sets.empty() ? "NOTHING" : "UPDATE SET " + sets);
}

std::string Table::erase_text() const {
    std::string text = "DELETE FROM " + physical + " WHERE subdistrict = :s";
    for (std::size_t k = 0; k < key.size(); ++k)
        text += " AND " + columns[key[k]].name + " = :k" + std::to_string(k);
    return text;
}

std::string Table::select_all_text() const {
    std::string text = "SELECT ";
    for (std::size_t c = 0; c < columns.size(); ++c) text += (c == 0 ? "" : ", ") + columns[c].name;
    return text + " FROM " + physical + " WHERE subdistrict = :s ORDER BY " + key_list(*this);
}

} // namespace gezhi::sql
