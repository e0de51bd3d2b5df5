#pragma once
// Private to src/sql: SOCI behind Session. Included by session.cpp and database.cpp only.

#include "sql/session.hpp"

#include <soci/soci.h>

#include <deque>
#include <unordered_map>

namespace gezhi::sql {

constexpr std::size_t statements_max = 600; // prepared statements kept per connection

struct Cell {
    Type type{Type::integer};
    long long integer{0};
    std::string text;
    soci::indicator indicator{soci::i_ok};
};

struct Prepared {
    explicit Prepared(soci::session& session) : statement(session) {}

    soci::statement statement;
    std::deque<Cell> parameters; // stable addresses: SOCI keeps references
    std::deque<Cell> columns;
};

struct TextHash {
    using is_transparent = void;

    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

struct Session::Impl {
    Prepared& prepared(std::string_view text, const Binds& binds, const std::vector<Type>& columns);
    template <class Each>
    Result<std::int64_t> run(std::string_view text, const Binds& binds, const std::vector<Type>& columns,
                             Each each);
    bool alive();

    Dialect dialect{Dialect::sqlite};
    bool broken{false};
    std::int64_t statements_run{0};
    std::string last_fault;
    Sabotage sabotage;
    std::shared_ptr<const Names> names;
    soci::session session;
    std::unordered_map<std::string, std::unique_ptr<Prepared>, TextHash, std::equal_to<>>
        cache; // dies before the session
};

} // namespace gezhi::sql
