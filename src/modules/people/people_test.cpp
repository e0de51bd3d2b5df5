// The pure floor of the room: decide in the order of its checks, the permit table with every duty and every
// command, what evolve makes of events, masks, lock-out and the rights view.

#include "modules/people/attempts.hpp"
#include "modules/people/credentials.hpp"
#include "modules/people/people.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <string>
#include <vector>

using namespace gezhi;
using namespace gezhi::people;

namespace {

const PersonId wang{{1, 1}};
const PersonId li{{1, 2}};
const Instant monday_nine = *parse_iso("2026-11-23T09:00:00+08:00");

Post post(std::uint64_t id, Duty duty, const char* unit = "", const char* grid = "") {
    return {PostId{{9, id}}, duty, Code{unit}, Code{grid}, {}, {}};
}

Facts facts_of(PersonId person, std::int64_t other_administrators = 1) {
    Facts facts;
    facts.now = monday_nine;
    facts.stream = id_as<StreamId>(person);
    facts.other_administrators = other_administrators;
    return facts;
}

State folded(const std::vector<Event>& events) {
    State state;
    for (const auto& event : events) state = People::evolve(std::move(state), event);
    return state;
}

State account(PersonId person, std::vector<Post> posts = {}) {
    std::vector<Event> events{AccountCreated{person, Code{"wang"}, Code{"zh-CN"}}};
    if (!posts.empty()) events.push_back(PostsSet{std::move(posts)});
    return folded(events);
}

const Rule* refused(const State& state, const Command& command, const Facts& facts) {
    const auto answer = People::decide(state, command, facts);
    return answer ? nullptr : answer.error().rule;
}

Shift shift(std::int64_t starts, std::int64_t minutes, PersonId person = wang) {
    return {{starts}, {minutes}, person, {}};
}

constexpr std::int64_t day = 24 * 60;

} // namespace

TEST(Decide, AnAccountBeginsWithALoginALanguageAndItsPosts) {
    const auto events =
        People::decide({}, CreateAccount{Code{"wang"}, Code{"zh-CN"}, {post(1, Duty::desk)}}, facts_of(wang));
    ASSERT_TRUE(events);
    const auto state = folded(*events);
    EXPECT_EQ(state.version, 2);
    EXPECT_EQ(state.person, wang);
    EXPECT_EQ(state.login.value, "wang");
    EXPECT_EQ(state.standing, Standing::open);
    EXPECT_EQ(state.posts.size(), 1U);
}

TEST(Decide, CreatingIsRefusedInTheOrderOfTheRules) {
    const CreateAccount good{Code{"wang"}, Code{"zh-CN"}, {}};
    auto facts = facts_of(wang);
    facts.login_taken = true;
    auto on_duty_list = facts;
    on_duty_list.stream = duty_stream;
    EXPECT_EQ(refused({}, good, on_duty_list), &people::rules::wrong_stream);
    EXPECT_EQ(refused(account(wang), good, facts), &people::rules::exists);
    for (const auto* login : {"", "w", "Wang", "-wang", "wang:li", "wang/li"})
        EXPECT_EQ(refused({}, CreateAccount{Code{login}, Code{"fr"}, {}}, facts), &people::rules::bad_login)
            << login;
    EXPECT_EQ(refused({}, CreateAccount{Code{std::string(33, 'a')}, Code{"en"}, {}}, facts),
              &people::rules::bad_login);
    EXPECT_EQ(refused({}, CreateAccount{Code{"wang"}, Code{"fr"}, {}}, facts), &people::rules::bad_language);
    EXPECT_EQ(refused({}, CreateAccount{Code{"wang"}, Code{"en"}, {post(1, Duty::handler)}}, facts),
              &people::rules::post_incomplete);
    EXPECT_EQ(refused({}, good, facts), &people::rules::login_taken);
    facts.login_taken = false;
    EXPECT_EQ(refused({}, good, facts), nullptr);
}

TEST(Decide, PostsAreWholeAndKnownAndNoneTwice) {
    const auto state = account(wang);
    const auto with = [&](std::vector<Post> posts, const Facts& facts = facts_of(wang)) {
        return refused(state, SetPosts{std::move(posts)}, facts);
    };
    EXPECT_EQ(with({}), nullptr);
    EXPECT_EQ(with({post(1, Duty::handler, "city_ops")}), nullptr);
    EXPECT_EQ(with({post(1, Duty::handler)}), &people::rules::post_incomplete);
    EXPECT_EQ(with({post(1, Duty::grid_leader)}), &people::rules::post_incomplete);
    EXPECT_EQ(with({post(1, Duty::liaison, "city_ops")}), &people::rules::post_incomplete);
    EXPECT_EQ(with({post(1, Duty::desk), post(1, Duty::checker)}), &people::rules::post_twice);
    EXPECT_EQ(with({post(1, Duty::desk), post(2, Duty::desk)}), &people::rules::post_twice);
    auto backwards = post(1, Duty::desk);
    backwards.from = monday_nine;
    backwards.until = monday_nine;
    EXPECT_EQ(with({backwards}), &people::rules::post_dates);
    std::vector<Post> many;
    for (std::uint64_t i = 0; i <= posts_max; ++i)
        many.push_back(post(i, Duty::handler, ("u" + std::to_string(i)).c_str()));
    EXPECT_EQ(with(many), &people::rules::too_many_posts);
    auto facts = facts_of(wang);
    facts.unknown_unit = Code{"nobody"};
    facts.unknown_grid = Code{"nowhere"};
    EXPECT_EQ(with({post(1, Duty::desk)}, facts), &people::rules::unknown_unit);
    facts.unknown_unit = {};
    EXPECT_EQ(with({post(1, Duty::desk)}, facts), &people::rules::unknown_grid);
}

TEST(Decide, TheLastAdministratorStays) {
    const auto state = account(wang, {post(1, Duty::administrator)});
    const auto alone = facts_of(wang, 0);
    EXPECT_EQ(refused(state, CloseAccount{}, alone), &people::rules::last_administrator);
    EXPECT_EQ(refused(state, SetPosts{}, alone), &people::rules::last_administrator);
    auto ends = post(1, Duty::administrator);
    ends.until = monday_nine + std::chrono::hours(24);
    EXPECT_EQ(refused(state, SetPosts{{ends}}, alone), &people::rules::last_administrator);
    auto begins = post(1, Duty::administrator);
    begins.from = monday_nine + std::chrono::hours(24);
    EXPECT_EQ(refused(state, SetPosts{{begins}}, alone), &people::rules::last_administrator);
    EXPECT_EQ(refused(state, SetPosts{{post(1, Duty::administrator), post(2, Duty::desk)}}, alone), nullptr);
    EXPECT_EQ(refused(state, CloseAccount{}, facts_of(wang, 1)), nullptr);
    EXPECT_EQ(refused(account(wang, {post(1, Duty::desk)}), CloseAccount{}, alone), nullptr);
}

TEST(Decide, AClosedAccountOnlyReopens) {
    auto state = account(wang);
    EXPECT_EQ(refused(state, ReopenAccount{}, facts_of(wang)), &people::rules::not_closed);
    state = People::evolve(std::move(state), AccountClosed{});
    for (const Command& command : std::vector<Command>{SetPosts{}, SetPassword{}, CloseAccount{}})
        EXPECT_EQ(refused(state, command, facts_of(wang)), &people::rules::closed);
    EXPECT_EQ(refused(state, ReopenAccount{}, facts_of(wang)), nullptr);
    for (const Command& command :
         std::vector<Command>{SetPosts{}, SetPassword{}, CloseAccount{}, ReopenAccount{}})
        EXPECT_EQ(refused({}, command, facts_of(wang)), &people::rules::missing);
}

TEST(Decide, EachPasswordAndEachClosingBeginsANewEpoch) {
    auto state = account(wang);
    EXPECT_EQ(state.epoch, 0);
    state = People::evolve(std::move(state), PasswordChanged{});
    EXPECT_EQ(state.epoch, 1);
    state = People::evolve(std::move(state), AccountClosed{});
    state = People::evolve(std::move(state), AccountReopened{});
    EXPECT_EQ(state.epoch, 2);
    EXPECT_EQ(state.standing, Standing::open);
}

TEST(Decide, ShiftsDoNotOverlapNotEvenAcrossTheEndOfTheWeek) {
    Facts facts = facts_of(wang);
    EXPECT_EQ(refused({}, SetDutyShifts{{shift(0, day)}}, facts), &people::rules::wrong_stream);
    facts.stream = duty_stream;
    EXPECT_EQ(refused({}, SetDutyShifts{{shift(0, day), shift(day, day)}}, facts), nullptr);
    EXPECT_EQ(refused({}, SetDutyShifts{{shift(0, day), shift(day - 1, 1)}}, facts),
              &people::rules::shifts_overlap);
    EXPECT_EQ(refused({}, SetDutyShifts{{shift(6 * day, day + 1), shift(0, 10)}}, facts),
              &people::rules::shifts_overlap);
    EXPECT_EQ(refused({}, SetDutyShifts{{shift(6 * day, day), shift(0, 10)}}, facts), nullptr);
    std::vector<Shift> many;
    for (std::size_t i = 0; i <= shifts_max; ++i)
        many.push_back(shift(static_cast<std::int64_t>(i) * 10, 10));
    EXPECT_EQ(refused({}, SetDutyShifts{many}, facts), &people::rules::too_many_shifts);
    facts.absent = li;
    EXPECT_EQ(refused({}, SetDutyShifts{{shift(0, day, li)}}, facts), &people::rules::shift_person);
}

RC_GTEST_PROP(Decide, AcceptedShiftsGiveEveryMinuteAtMostOnePerson, ()) {
    std::vector<Shift> shifts;
    const auto n = *rc::gen::inRange(0, 6);
    for (int i = 0; i < n; ++i)
        shifts.push_back(shift(*rc::gen::inRange<std::int64_t>(0, minutes_per_week),
                               *rc::gen::inRange<std::int64_t>(1, 3 * day)));
    Facts facts = facts_of(wang);
    facts.stream = duty_stream;
    int most = 0;
    for (std::int64_t minute = 0; minute < minutes_per_week; ++minute) {
        int covering = 0;
        for (const auto& one : shifts) covering += one.covers(minute) ? 1 : 0;
        most = std::max(most, covering);
    }
    RC_ASSERT((refused({}, SetDutyShifts{shifts}, facts) == nullptr) == (most <= 1));
}

TEST(Events, EveryEventIsReadBackAsItWasWritten) {
    auto dated = post(1, Duty::administrator, "city_ops", "310105006-G1");
    dated.from = monday_nine;
    const std::vector<Event> events{AccountCreated{wang, Code{"wang"}, Code{"en"}},
                                    PostsSet{{dated, post(2, Duty::auditor)}},
                                    PasswordChanged{},
                                    AccountClosed{},
                                    AccountReopened{},
                                    DutyShiftsSet{{{{5}, {60}, wang, li}}},
                                    SecondFactorSet{},
                                    SecondFactorDropped{}};
    for (const auto& event : events)
        std::visit(
            [](const auto& one) {
                const auto text = json::write(one, json::Style::stored);
                const auto back = engine::decode<Event>(one.name, text);
                ASSERT_TRUE(back) << text;
                EXPECT_EQ(
                    json::write(std::get<std::remove_cvref_t<decltype(one)>>(*back), json::Style::stored),
                    text);
            },
            event);
}

// The table: which duty may send which command. Rows are all duties and all other kinds of actors.
TEST(Permit, TheTableOfDutiesAndCommands) {
    const auto with = [](Duty duty) {
        Actor actor;
        actor.kind = ActorKind::person;
        actor.person = li;
        actor.posts = {{PostId{{9, 9}}, duty, {}, {}}};
        return actor;
    };
    std::vector<std::pair<std::string, Actor>> actors;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Duty>>(
        [&](auto d) { actors.emplace_back(d.name, with(d.value)); });
    EXPECT_EQ(actors.size(), 11U);
    for (const auto& [name, kind] : std::map<std::string, ActorKind>{{"anonymous", ActorKind::anonymous},
                                                                     {"reporter", ActorKind::reporter},
                                                                     {"clock", ActorKind::clock}}) {
        auto actor = with(Duty::administrator); // posts without a person give nothing
        actor.kind = kind;
        actors.emplace_back(name, actor);
    }
    for (const auto* flow : {"setup", "join"}) {
        Actor actor;
        actor.kind = ActorKind::flow;
        actor.flow = Code{flow};
        actors.emplace_back(flow, actor);
    }
    auto self = with(Duty::handler);
    self.person = wang;
    actors.emplace_back("self", self);

    const std::vector<std::pair<std::string, Command>> commands{
        {"create", CreateAccount{}},   {"posts", SetPosts{}},       {"password", SetPassword{}},
        {"close", CloseAccount{}},     {"reopen", ReopenAccount{}}, {"shifts", SetDutyShifts{}},
        {"factor", SetSecondFactor{}}, {"drop", DropSecondFactor{}}};
    EXPECT_EQ(commands.size(), std::variant_size_v<Command>);
    const std::map<std::string, std::string> allowed{
        {"administrator", "create posts password close reopen shifts drop "},
        {"security_administrator", "posts password drop "},
        {"setup", "create posts password close reopen shifts drop "},
        {"desk", "shifts "},
        {"self", "password factor "}};
    for (const auto& [who, actor] : actors) {
        std::string may;
        for (const auto& [what, command] : commands) {
            const auto verdict = People::permit(actor, account(wang), command);
            if (verdict)
                may += what + " ";
            else if (what == "factor" || (what == "drop" && who == "self"))
                EXPECT_EQ(verdict.error().rule, &people::rules::not_own_factor);
            else
                EXPECT_EQ(verdict.error().rule, what == "shifts" ? &people::rules::not_for_duty
                                                                 : &people::rules::not_administrator);
        }
        const auto expected = allowed.find(who);
        EXPECT_EQ(may, expected == allowed.end() ? "" : expected->second) << who;
    }
}

TEST(RightsView, OnlyOpenAccountsAndPostsOfTodayGiveRights) {
    Rights rights;
    auto past = post(1, Duty::desk);
    past.until = monday_nine;
    auto future = post(2, Duty::checker);
    future.from = monday_nine + std::chrono::seconds(1);
    auto state = account(wang, {past, future, post(3, Duty::handler, "city_ops")});
    rights.apply(state);
    auto actor = rights.actor_of(wang, monday_nine);
    EXPECT_EQ(actor.kind, ActorKind::person);
    ASSERT_EQ(actor.posts.size(), 1U);
    EXPECT_EQ(actor.posts.front().unit.value, "city_ops");
    EXPECT_EQ(actor.acting_post, (PostId{{9, 3}}));
    EXPECT_TRUE(rights.actor_of(wang, monday_nine - std::chrono::seconds(1)).has(Duty::desk));
    EXPECT_TRUE(rights.actor_of(wang, monday_nine + std::chrono::seconds(1)).has(Duty::checker));
    EXPECT_EQ(rights.snapshot()->holders(Duty::handler, Code{"city_ops"}, {}, monday_nine),
              std::vector<PersonId>{wang});
    EXPECT_TRUE(rights.snapshot()->holders(Duty::handler, Code{"water"}, {}, monday_nine).empty());
    rights.apply(People::evolve(state, AccountClosed{}));
    EXPECT_EQ(rights.actor_of(wang, monday_nine).kind, ActorKind::anonymous);
    EXPECT_TRUE(rights.actor_of(wang, monday_nine).posts.empty());
    EXPECT_EQ(rights.actor_of(li, monday_nine).kind, ActorKind::anonymous);
}

TEST(RightsView, TheHourOfDutyMakesADutyOfficerOfPersonAndDeputy) {
    Rights rights;
    rights.apply(account(wang));
    rights.apply(account(li));
    EXPECT_EQ(minute_of_week(monday_nine), 9 * 60);
    EXPECT_EQ(minute_of_week(*parse_iso("2026-11-22T23:59:30+08:00")), minutes_per_week - 1);
    // Sunday 18:00 to Monday 10:00.
    rights.apply(folded({DutyShiftsSet{{{{6 * day + 18 * 60}, {16 * 60}, wang, li}}}}));
    ASSERT_TRUE(rights.snapshot()->on_duty(monday_nine));
    EXPECT_EQ(rights.snapshot()->on_duty(monday_nine)->person, wang);
    EXPECT_TRUE(rights.actor_of(wang, monday_nine).has(Duty::duty_officer));
    EXPECT_TRUE(rights.actor_of(li, monday_nine).has(Duty::duty_officer));
    const auto ten = monday_nine + std::chrono::hours(1);
    EXPECT_FALSE(rights.snapshot()->on_duty(ten));
    EXPECT_FALSE(rights.actor_of(wang, ten).has(Duty::duty_officer));
}

TEST(Passwords, AreLongAndMixedAndNotTheLogin) {
    const auto rule = [](std::string_view password) {
        const auto answer = check_password(password, Code{"wang"});
        return answer ? nullptr : answer.error().rule;
    };
    EXPECT_EQ(rule("lamp-42-post"), nullptr);
    EXPECT_EQ(rule("路灯七号杆子不亮了 1"), nullptr);
    for (const auto* weak : {"", "a1b2c3d", "12345678", "abcdefgh", "my-Wang-1234"})
        EXPECT_EQ(rule(weak), &people::rules::weak_password) << weak;
    EXPECT_EQ(rule(std::string(600, 'a') + "1"), &people::rules::weak_password);
}

TEST(Passwords, AreKeptAsArgon2idAndComparedOnlySo) {
    Hasher hasher({1, 8192});
    const auto hash = hasher.hash("lamp-42-post");
    ASSERT_TRUE(hash);
    EXPECT_TRUE(hash->starts_with("$argon2id$"));
    EXPECT_TRUE(*hasher.verify(*hash, "lamp-42-post"));
    EXPECT_FALSE(*hasher.verify(*hash, "lamp-42-posT"));
    EXPECT_FALSE(*hasher.verify_nobody("nobody has this password"));
    EXPECT_NE(*hash, *hasher.hash("lamp-42-post"));
}

TEST(Passwords, ACrowdAtTheDoorIsAskedToComeAgain) {
    Hasher hasher({1, 8192}, 0);
    EXPECT_EQ(hasher.hash("lamp-42-post").error().rule, &people::rules::sign_in_busy);
    EXPECT_EQ(hasher.verify_nobody("lamp-42-post").error().rule, &people::rules::sign_in_busy);
    Hasher roomy({1, 8192}, 1);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(roomy.verify_nobody("lamp-42-post")); // a turn is given back
}

TEST(LockOut, FiveWrongTriesCloseTheLoginForAQuarterOfAnHour) {
    Attempts attempts({});
    auto now = monday_nine;
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(attempts.take("wang", "a", now));
    const auto locked = attempts.take("wang", "b", now + std::chrono::minutes(14));
    ASSERT_FALSE(locked);
    EXPECT_EQ(locked.error().rule, &people::rules::locked);
    EXPECT_EQ(locked.error().params.at("minutes"), "1");
    EXPECT_TRUE(attempts.take("li", "a", now));
    EXPECT_TRUE(attempts.take("wang", "b", now + std::chrono::minutes(15)));
}

TEST(LockOut, ASuccessForgetsTheFailuresBeforeIt) {
    Attempts attempts({});
    for (int i = 0; i < 4; ++i) EXPECT_TRUE(attempts.take("wang", "a", monday_nine));
    EXPECT_TRUE(attempts.take("wang", "a", monday_nine));
    attempts.succeeded("wang", "a");
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(attempts.take("wang", "a", monday_nine));
    EXPECT_FALSE(attempts.take("wang", "a", monday_nine));
}

TEST(LockOut, AnAddressThatTriesManyLoginsIsStoppedAndTheTableStaysSmall) {
    AttemptLimits limits;
    limits.remembered_max = 60;
    Attempts attempts(limits);
    for (int i = 0; i < 50; ++i) EXPECT_TRUE(attempts.take("x" + std::to_string(i), "a", monday_nine));
    EXPECT_EQ(attempts.take("fresh", "a", monday_nine).error().rule, &people::rules::locked);
    EXPECT_TRUE(attempts.take("fresh", "b", monday_nine));
    for (int i = 0; i < 500; ++i)
        EXPECT_TRUE(attempts.take("y" + std::to_string(i), "c" + std::to_string(i), monday_nine));
}
