#pragma once
// One connection. Statements are texts with named parameters (:grid), prepared once and kept; table names of
// read rows stand as {case_row} and are resolved to their physical names. SOCI, SQLite and libpq stay behind
// this header. A fault of the database is a Result: `sql/unavailable`, or `sql/conflict` where a unique key
// refused; nothing throws.

#include "base/error.hpp"
#include "sql/table.hpp"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>

namespace gezhi::sql {

namespace rules {
inline constexpr Rule unavailable{"sql/unavailable", Kind::unavailable,
                                  "The database did not answer or the disk is full"};
inline constexpr Rule conflict{"sql/conflict", Kind::conflict, "A unique key was taken a moment before"};
} // namespace rules

enum class Dialect : std::uint8_t { sqlite, postgresql };

// Logical to physical names of read tables, shared by the sessions of a database.
class Names {
public:
    void set(const std::string& logical, const std::string& physical);
    std::string resolve(std::string_view text) const;

private:
    mutable std::shared_mutex mutex_;
    std::map<std::string, std::string, std::less<>> names_;
};

class Session {
public:
    using Binds = std::vector<Bind>;
    // Asked before each statement; true makes it fail as a broken disk would. For fault tests only.
    using Sabotage = std::function<bool(std::string_view text)>;

    struct Impl;

    explicit Session(std::unique_ptr<Impl> impl);
    ~Session();
    Session(Session&&) noexcept;
    Session& operator=(Session&&) noexcept;

    Dialect dialect() const;
    bool broken() const; // the connection is gone; Database opens another
    // Rows changed.
    Result<std::int64_t> execute(std::string_view text, const Binds& binds = {});
    Result<std::vector<std::vector<Value>>> query(std::string_view text, const Binds& binds,
                                                  const std::vector<Type>& columns);

    template <class Row>
    Result<std::vector<Row>> rows(std::string_view text, const Binds& binds = {}) {
        static const auto columns = types_of<Row>();
        GEZHI_TRY(found, query(text, binds, columns));
        std::vector<Row> list;
        list.reserve(found.size());
        for (const auto& values : found) list.push_back(row_from<Row>(values));
        return list;
    }

    template <class Row>
    Result<std::optional<Row>> one(std::string_view text, const Binds& binds = {}) {
        GEZHI_TRY(list, rows<Row>(text, binds));
        if (list.empty()) return std::optional<Row>{};
        return std::optional<Row>{std::move(list.front())};
    }

    Result<std::vector<std::int64_t>> integers(std::string_view text, const Binds& binds = {});
    Result<std::vector<std::string>> texts(std::string_view text, const Binds& binds = {});

    Result<void> begin(bool writing);
    Result<void> commit();
    void rollback();
    void sabotage(Sabotage sabotage);
    std::int64_t statements_run() const; // for the write budget
    Result<void> prepare_only(std::string_view text, const Binds& binds, const std::vector<Type>& columns);

private:
    std::unique_ptr<Impl> impl_;
};

// ":n0, :n1, …" for IN lists; names are `prefix` + index.
std::string placeholders(std::string_view prefix, std::size_t n);

} // namespace gezhi::sql
