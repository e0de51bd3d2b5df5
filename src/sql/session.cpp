#include "base/text.hpp"
#include "sql/session_impl.hpp"

namespace gezhi::sql {

void Names::set(const std::string& logical, const std::string& physical) {
    const std::unique_lock lock(mutex_);
    names_[logical] = physical;
}

std::string Names::resolve(std::string_view text) const {
    const std::shared_lock lock(mutex_);
    std::string out;
    for (;;) {
        const auto open = text.find('{');
        if (open == std::string_view::npos) return out.append(text);
        const auto close = text.find('}', open);
        require(close != std::string_view::npos, "a table name in braces");
        const auto found = names_.find(text.substr(open + 1, close - open - 1));
        require(found != names_.end(), "a read table that is declared");
        out.append(text.substr(0, open)).append(found->second);
        text.remove_prefix(close + 1);
    }
}

Session::Session(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

Dialect Session::dialect() const {
    return impl_->dialect;
}

bool Session::broken() const {
    return impl_->broken;
}

void Session::sabotage(Sabotage sabotage) {
    impl_->sabotage = std::move(sabotage);
}

std::int64_t Session::statements_run() const {
    return impl_->statements_run;
}

namespace {

// What the world did to us. Only this function looks into a SOCI exception; it never carries a value of a
// parameter out.
Error fault_of(Session::Impl& impl, const std::exception& exception) {
    const std::string_view what = exception.what();
    const bool unique =
        contains(what, "UNIQUE constraint") || contains(what, "duplicate key") || contains(what, "UNIQUE");
    if (!unique && impl.dialect == Dialect::postgresql) impl.broken = !impl.alive();
    if (!unique) impl.last_fault = std::string(first_code_points(what, 300));
    return Error{unique ? &rules::conflict : &rules::unavailable, {}, {}};
}

} // namespace

Prepared& Session::Impl::prepared(std::string_view text, const Binds& binds,
                                  const std::vector<Type>& columns) {
    const auto found = cache.find(text);
    if (found != cache.end()) return *found->second;
    auto fresh = std::make_unique<Prepared>(session);
    fresh->parameters.resize(binds.size());
    fresh->columns.resize(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        auto& cell = fresh->columns[i];
        cell.type = columns[i];
        if (cell.type == Type::integer)
            fresh->statement.exchange(soci::into(cell.integer, cell.indicator));
        else
            fresh->statement.exchange(soci::into(cell.text, cell.indicator));
    }
    for (std::size_t i = 0; i < binds.size(); ++i) {
        auto& cell = fresh->parameters[i];
        cell.type = binds[i].value.type;
        if (cell.type == Type::integer)
            fresh->statement.exchange(soci::use(cell.integer, cell.indicator, binds[i].name));
        else
            fresh->statement.exchange(soci::use(cell.text, cell.indicator, binds[i].name));
    }
    fresh->statement.alloc();
    fresh->statement.prepare(names->resolve(text));
    fresh->statement.define_and_bind();
    if (cache.size() >= statements_max) cache.clear();
    return *cache.emplace(std::string(text), std::move(fresh)).first->second;
}

template <class Each>
Result<std::int64_t> Session::Impl::run(std::string_view text, const Binds& binds,
                                        const std::vector<Type>& columns, Each each) {
    ++statements_run;
    if (sabotage && sabotage(text)) return refuse(rules::unavailable);
    try {
        auto& one = prepared(text, binds, columns);
        for (std::size_t i = 0; i < binds.size(); ++i) {
            auto& cell = one.parameters[i];
            const auto& value = binds[i].value;
            require(cell.type == value.type, "a parameter keeps its type");
            cell.indicator = value.null ? soci::i_null : soci::i_ok;
            cell.integer = value.integer;
            cell.text = value.text;
        }
        bool more = one.statement.execute(true);
        if (!columns.empty())
            for (; more; more = one.statement.fetch()) each(one);
        return columns.empty() ? one.statement.get_affected_rows() : 0;
    } catch (const std::exception& exception) {
        cache.erase(std::string(text));
        return refuse(fault_of(*this, exception));
    }
}

Result<std::int64_t> Session::execute(std::string_view text, const Binds& binds) {
    return impl_->run(text, binds, {}, [](const Prepared&) {});
}

Result<std::vector<std::vector<Value>>> Session::query(std::string_view text, const Binds& binds,
                                                       const std::vector<Type>& columns) {
    std::vector<std::vector<Value>> found;
    GEZHI_CHECK(impl_->run(text, binds, columns, [&](Prepared& one) {
        auto& row = found.emplace_back();
        row.reserve(one.columns.size());
        for (auto& cell : one.columns) {
            const bool null = cell.indicator == soci::i_null;
            row.push_back({cell.type, null, null || cell.type == Type::text ? 0 : cell.integer,
                           null || cell.type == Type::integer ? std::string() : std::move(cell.text)});
        }
    }));
    return found;
}

Result<std::vector<std::int64_t>> Session::integers(std::string_view text, const Binds& binds) {
    GEZHI_TRY(found, query(text, binds, {Type::integer}));
    std::vector<std::int64_t> list;
    for (const auto& row : found) list.push_back(row[0].integer);
    return list;
}

Result<std::vector<std::string>> Session::texts(std::string_view text, const Binds& binds) {
    GEZHI_TRY(found, query(text, binds, {Type::text}));
    std::vector<std::string> list;
    for (auto& row : found) list.push_back(std::move(row[0].text));
    return list;
}

Result<void> Session::prepare_only(std::string_view text, const Binds& binds,
                                   const std::vector<Type>& columns) {
    try {
        impl_->prepared(text, binds, columns);
        return {};
    } catch (const std::exception& exception) {
        return refuse(fault_of(*impl_, exception));
    }
}

// A plain BEGIN in SQLite would fail at once when a reader upgrades; IMMEDIATE takes the write lock first.
Result<void> Session::begin(bool writing) {
    const bool immediate = writing && impl_->dialect == Dialect::sqlite;
    GEZHI_CHECK(execute(immediate ? "BEGIN IMMEDIATE" : "BEGIN"));
    return {};
}

Result<void> Session::commit() {
    GEZHI_CHECK(execute("COMMIT"));
    return {};
}

void Session::rollback() {
    const auto saved = std::exchange(impl_->sabotage, nullptr);
    (void)execute("ROLLBACK");
    impl_->sabotage = saved;
}

std::string placeholders(std::string_view prefix, std::size_t n) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) ((text += i == 0 ? ":" : ", :") += prefix) += std::to_string(i);
    return text;
}

} // namespace gezhi::sql
