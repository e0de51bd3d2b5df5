#include "modules/people/people.hpp"

namespace gezhi::people {

namespace {

// The set rules: one login per account, one administrator at least, shifts of people who are there.
constexpr std::string_view login_text =
    "SELECT CAST(count(*) AS BIGINT) FROM {account_row} WHERE subdistrict = :s AND login = :l";

constexpr std::string_view administrators_text =
    "SELECT CAST(count(DISTINCT p.person) AS BIGINT) FROM {post_row} p JOIN {account_row} a "
    "ON a.subdistrict = p.subdistrict AND a.person = p.person "
    "WHERE p.subdistrict = :s AND p.person <> :me AND p.duty = 'administrator' AND a.standing = 'open' "
    "AND p.valid_until IS NULL AND (p.valid_from IS NULL OR p.valid_from <= :now)";

constexpr std::string_view security_text =
    "SELECT CAST(count(DISTINCT p.person) AS BIGINT) FROM {post_row} p JOIN {account_row} a "
    "ON a.subdistrict = p.subdistrict AND a.person = p.person "
    "WHERE p.subdistrict = :s AND p.duty = 'security_administrator' AND a.standing = 'open' "
    "AND p.valid_until IS NULL AND (p.valid_from IS NULL OR p.valid_from <= :now)";

constexpr std::string_view open_text = "SELECT CAST(count(*) AS BIGINT) FROM {account_row} "
                                       "WHERE subdistrict = :s AND person = :p AND standing = 'open'";

void look_at_posts(const std::vector<Post>& posts, const Known& known, Facts& facts) {
    for (const auto& post : posts) {
        if (known.unit && !post.unit.empty() && facts.unknown_unit.empty() && !known.unit(post.unit))
            facts.unknown_unit = post.unit;
        if (known.grid && !post.grid.empty() && facts.unknown_grid.empty() && !known.grid(post.grid))
            facts.unknown_grid = post.grid;
    }
}

Result<std::optional<PersonId>> first_absent(engine::Inside& inside, const SetDutyShifts& command) {
    std::vector<PersonId> people;
    for (const auto& shift : command.shifts) {
        people.push_back(shift.person);
        if (shift.deputy) people.push_back(*shift.deputy);
    }
    std::sort(people.begin(), people.end());
    people.erase(std::unique(people.begin(), people.end()), people.end());
    GEZHI_TRY(session, inside.session());
    for (const auto& person : people) {
        GEZHI_TRY(found, session->integers(open_text, {{"s", inside.subdistrict()}, {"p", person}}));
        if (found.front() == 0) return std::optional<PersonId>{person};
    }
    return std::optional<PersonId>{};
}

} // namespace

Result<Facts> People::facts(engine::Inside& inside, const Actor& actor, const State& state,
                            const Command& command) {
    Facts facts;
    facts.now = inside.now();
    facts.stream = inside.stream();
    facts.by_operator = actor.kind == ActorKind::flow;
    facts.by_security = facts.by_operator || actor.has(Duty::security_administrator);
    facts.own = actor.kind == ActorKind::person && actor.person == state.person;
    if (!std::holds_alternative<SetDutyShifts>(command)) {
        GEZHI_TRY(session, inside.session());
        GEZHI_TRY(found, session->integers(security_text, {{"s", inside.subdistrict()}, {"now", facts.now}}));
        facts.security_administrators = found.front();
    }
    if (const auto* create = std::get_if<CreateAccount>(&command)) {
        look_at_posts(create->posts, known_, facts);
        GEZHI_TRY(session, inside.session());
        GEZHI_TRY(found, session->integers(login_text, {{"s", inside.subdistrict()}, {"l", create->login}}));
        facts.login_taken = found.front() > 0;
    }
    if (const auto* posts = std::get_if<SetPosts>(&command)) look_at_posts(posts->posts, known_, facts);
    if (std::holds_alternative<SetPosts>(command) || std::holds_alternative<CloseAccount>(command)) {
        GEZHI_TRY(session, inside.session());
        GEZHI_TRY(found,
                  session->integers(administrators_text,
                                    {{"s", inside.subdistrict()}, {"me", state.person}, {"now", facts.now}}));
        facts.other_administrators = found.front();
    }
    if (const auto* duty = std::get_if<SetDutyShifts>(&command)) {
        GEZHI_TRY(absent, first_absent(inside, *duty));
        facts.absent = absent;
    }
    return facts;
}

std::vector<const sql::Table*> People::tables() {
    return {&sql::table_of<AccountRow>(), &sql::table_of<PostRow>(), &sql::table_of<ShiftRow>()};
}

} // namespace gezhi::people
