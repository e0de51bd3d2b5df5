#pragma once
// Tables declared by described row structs. A read row says `static constexpr std::string_view table`, `int
// revision`, `key` (column names) and optionally `indexes`; its physical name ends in a hash of shape and
// revision, so that a changed shape is a new table that is rebuilt from the log. The column `subdistrict`
// comes first in every key.

#include "sql/value.hpp"

#include <array>
#include <vector>

namespace gezhi::sql {

struct Column {
    std::string name;
    Type type{Type::integer};
    bool nullable{false};
};

struct Index {
    std::string_view name;
    std::string_view columns; // "grid, due_at"
    std::string_view where{}; // partial
};

struct Table {
    std::string logical;
    int revision{1};
    std::vector<Column> columns; // without `subdistrict`
    std::vector<std::size_t> key;
    std::vector<Index> indexes;
    std::string physical;
    bool precious{false}; // a side table: keeps its name, is never rebuilt

    std::string create_text(bool postgresql) const;
    std::vector<std::string> index_texts() const;
    // INSERT … ON CONFLICT DO UPDATE for `rows` rows, parameters :c<row>_<column>, :s for the subdistrict.
    std::string upsert_text(std::size_t rows) const;
    std::string erase_text() const;
    std::string select_all_text() const; // ordered by key
};

Table finish(Table table); // computes the physical name

template <class Row>
Table make_table() {
    Table table{std::string(Row::table), 1, {}, {}, {}, {}, false};
    if constexpr (requires { Row::revision; })
        table.revision = Row::revision;
    else
        table.precious = true;
    boost::mp11::mp_for_each<boost::describe::describe_members<Row, boost::describe::mod_public>>(
        [&](auto d) {
            using Member = std::remove_cvref_t<decltype(std::declval<Row&>().*d.pointer)>;
            for (const std::string_view key : Row::key)
                if (key == d.name) table.key.push_back(table.columns.size());
            table.columns.push_back({d.name, type_of<Member>(), is_optional<Member>});
        });
    if constexpr (requires { Row::indexes; })
        for (const Index& index : Row::indexes) table.indexes.push_back(index);
    return finish(std::move(table));
}

template <class Row>
const Table& table_of() {
    static const Table table = make_table<Row>();
    return table;
}

template <class Row>
std::vector<Value> values_of(const Row& row) {
    std::vector<Value> values;
    values.reserve(
        boost::mp11::mp_size<boost::describe::describe_members<Row, boost::describe::mod_public>>::value);
    boost::mp11::mp_for_each<boost::describe::describe_members<Row, boost::describe::mod_public>>(
        [&](auto d) { values.push_back(value_of(row.*d.pointer)); });
    return values;
}

template <class Row>
std::vector<Type> types_of() {
    std::vector<Type> types;
    boost::mp11::mp_for_each<boost::describe::describe_members<Row, boost::describe::mod_public>>(
        [&](auto d) {
            types.push_back(type_of<std::remove_cvref_t<decltype(std::declval<Row&>().*d.pointer)>>());
        });
    return types;
}

template <class Row>
Row row_from(const std::vector<Value>& values) {
    Row row{};
    std::size_t i = 0;
    boost::mp11::mp_for_each<boost::describe::describe_members<Row, boost::describe::mod_public>>(
        [&](auto d) { value_into(values[i++], row.*d.pointer); });
    return row;
}

} // namespace gezhi::sql
