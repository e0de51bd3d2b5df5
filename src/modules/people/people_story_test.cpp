// The room on the staircase, on both databases: set rules within one batch, sign-in and its ends, sealed
// contacts, and the fault loop.

#include "modules/people/people.hpp"
#include "modules/people/persons.hpp"
#include "modules/people/sessions.hpp"
#include "modules/people/superfluous.hpp"
#include "support/databases.hpp"

#include <gtest/gtest.h>

using namespace gezhi;
using namespace gezhi::people;

namespace {

const Code street{"310105006"};
const PersonId wang{{1, 1}};
const PersonId li{{1, 2}};
constexpr std::string_view password = "lamp-42-post";

Hasher& cheap_hasher() {
    static Hasher hasher({1, 8192});
    return hasher;
}

struct House {
    explicit House(const std::string& url, std::uint64_t seed = 1)
        : clock(*parse_iso("2026-11-23T09:00:00+08:00")), mint(clock, seed),
          room(People(rights, {[](const Code& unit) { return unit.value != "nobody"; },
                               [](const Code& grid) { return grid.value != "nowhere"; }})),
          database(*sql::Database::open(url)),
          engine(*database, clock, mint, {street, engine::Algorithm::sha256, {}, "h" + std::to_string(seed)},
                 {&room}, {}),
          sessions(engine, rights, cheap_hasher()), persons(engine, vault) {
        require(create_side_tables(*database).has_value(), "side tables");
        require(engine.open().has_value(), "opens");
    }

    engine::Task task(StreamId stream, Command command, const std::string& key, Actor actor = setup()) {
        engine::Task task;
        task.room = &room;
        task.stream = stream;
        task.actor = std::move(actor);
        task.id = engine::command_id(street, task.actor, key);
        task.command = std::move(command);
        task.fingerprint = 1;
        return task;
    }

    Result<engine::Receipt> ask(PersonId person, Command command, const std::string& key,
                                Actor actor = setup()) {
        return engine.ask_and_wait(task(id_as<StreamId>(person), std::move(command), key, std::move(actor)));
    }

    engine::Task creation(PersonId person, const std::string& login, Duty duty = Duty::administrator) {
        auto one =
            task(id_as<StreamId>(person),
                 CreateAccount{Code{login}, Code{"zh-CN"}, {{PostId{person.bits}, duty, {}, {}, {}, {}}}},
                 "create " + login + person.text());
        one.sides.put(CredentialRow{person, Code{login}, *cheap_hasher().hash(password)});
        one.sides.put(staff_row(vault, mint, person, {"王网格", "网格长"}, "13800000000"));
        return one;
    }

    Result<engine::Receipt> create(PersonId person, const std::string& login,
                                   Duty duty = Duty::administrator) {
        return engine.ask_and_wait(creation(person, login, duty));
    }

    static Actor setup() {
        Actor actor;
        actor.kind = ActorKind::flow;
        actor.flow = Code{std::string(setup_flow)};
        return actor;
    }

    void expect_sound() {
        const auto replay = engine.replay_check();
        ASSERT_TRUE(replay);
        EXPECT_TRUE(replay->ok()) << replay->differences.front();
        EXPECT_TRUE(engine.verify_chain()->ok());
    }

    std::int64_t count(const std::string& table) {
        return database
            ->read([&](sql::Session& session) {
                return session.integers("SELECT CAST(count(*) AS BIGINT) FROM " + table);
            })
            ->front();
    }

    FakeClock clock;
    engine::Mint mint;
    engine::Vault vault{std::string(32, 'k')};
    std::shared_ptr<Rights> rights = std::make_shared<Rights>();
    engine::RoomOf<People> room;
    std::shared_ptr<sql::Database> database;
    engine::Engine engine;
    Sessions sessions;
    Persons persons;
};

class PeopleStory : public ::testing::Test {
protected:
    support::Folder folder;

    template <class Body>
    void on_both(Body body) {
        for (const auto& url : support::database_urls(folder)) {
            SCOPED_TRACE(url);
            body(url);
        }
    }
};

} // namespace

TEST_F(PeopleStory, OneLoginPerAccountHoldsWithinOneBatch) {
    on_both([](const std::string& url) {
        House house(url);
        std::vector<engine::Task> tasks;
        tasks.push_back(house.creation(wang, "wang"));
        tasks.push_back(house.creation(li, "wang"));
        const auto answers = house.engine.run(std::move(tasks));
        EXPECT_TRUE(answers[0]);
        ASSERT_FALSE(answers[1]);
        EXPECT_EQ(answers[1].error().rule, &people::rules::login_taken);
        EXPECT_EQ(house.count("credential"), 1); // what was refused left no side row
        EXPECT_EQ(house.count("person"), 1);
        EXPECT_EQ(house.rights->actor_of(li, house.clock.now()).kind, ActorKind::anonymous);
        house.expect_sound();
    });
}

TEST_F(PeopleStory, TwoAdministratorsCannotLeaveInOneBatch) {
    on_both([](const std::string& url) {
        House house(url);
        ASSERT_TRUE(house.create(wang, "wang"));
        ASSERT_TRUE(house.create(li, "li"));
        std::vector<engine::Task> tasks;
        tasks.push_back(house.task(id_as<StreamId>(wang), CloseAccount{}, "k1"));
        tasks.push_back(house.task(id_as<StreamId>(li), SetPosts{}, "k2"));
        tasks.push_back(house.task(id_as<StreamId>(wang), ReopenAccount{}, "k3"));
        tasks.push_back(house.task(id_as<StreamId>(li), SetPosts{}, "k4"));
        const auto answers = house.engine.run(std::move(tasks));
        EXPECT_TRUE(answers[0]);
        EXPECT_EQ(answers[1].error().rule, &people::rules::last_administrator);
        EXPECT_TRUE(answers[2]);
        EXPECT_TRUE(answers[3]);
        house.expect_sound();
    });
}

TEST_F(PeopleStory, PostsNameUnitsAndGridsThatExistAndShiftsPeopleWhoAreThere) {
    on_both([](const std::string& url) {
        House house(url);
        ASSERT_TRUE(house.create(wang, "wang"));
        const auto posts = [](const char* unit, const char* grid) {
            return SetPosts{{{PostId{{2, 1}}, Duty::administrator, {}, {}, {}, {}},
                             {PostId{{2, 2}}, Duty::handler, Code{unit}, Code{grid}, {}, {}}}};
        };
        EXPECT_EQ(house.ask(wang, posts("nobody", ""), "k1").error().rule, &people::rules::unknown_unit);
        EXPECT_EQ(house.ask(wang, posts("city_ops", "nowhere"), "k2").error().rule,
                  &people::rules::unknown_grid);
        EXPECT_TRUE(house.ask(wang, posts("city_ops", "310105006-G1"), "k3"));
        const auto duty = [&](PersonId person, PersonId deputy, const std::string& key) {
            return house.engine.ask_and_wait(
                house.task(duty_stream, SetDutyShifts{{{{0}, {minutes_per_week}, person, deputy}}}, key));
        };
        EXPECT_EQ(duty(wang, li, "k4").error().rule, &people::rules::shift_person);
        ASSERT_TRUE(house.create(li, "li", Duty::desk));
        EXPECT_TRUE(duty(wang, li, "k5"));
        EXPECT_TRUE(house.rights->actor_of(li, house.clock.now()).has(Duty::duty_officer));
        house.expect_sound();

        House again(url, 2); // the view is the same when it is loaded
        EXPECT_EQ(again.rights->snapshot()->shifts, house.rights->snapshot()->shifts);
        EXPECT_EQ(again.rights->actor_of(wang, again.clock.now()).posts,
                  house.rights->actor_of(wang, house.clock.now()).posts);
        EXPECT_EQ(again.rights->snapshot()->people.at(li).login.value, "li");
    });
}

TEST_F(PeopleStory, SigningInGivesATokenThatOnlyItsDigestRemembers) {
    on_both([](const std::string& url) {
        House house(url);
        ASSERT_TRUE(house.create(wang, "wang"));
        const auto opened = house.sessions.sign_in(" Wang ", password, "a");
        ASSERT_TRUE(opened);
        EXPECT_EQ(opened->token.size(), 43U);
        EXPECT_EQ(opened->who.person, wang);
        EXPECT_TRUE(opened->who.actor.has(Duty::administrator));
        EXPECT_EQ(house.sessions.who(opened->token)->person, wang);
        const auto kept = house.database->read(
            [](sql::Session& session) { return session.texts("SELECT token_hash FROM web_session"); });
        EXPECT_EQ(kept->front(), token_digest(opened->token).text());
        EXPECT_EQ(house.sessions.who(opened->token + "x").error().rule, &people::rules::signed_out);
        EXPECT_EQ(house.sessions.who("").error().rule, &people::rules::signed_out);
        EXPECT_EQ(house.engine.seq(), 2); // sessions are no events

        House other(url, 2);
        EXPECT_EQ(other.sessions.who(opened->token)->person, wang);
        ASSERT_TRUE(house.sessions.sign_out(opened->who.token_hash));
        EXPECT_FALSE(house.sessions.who(opened->token));
        EXPECT_TRUE(other.sessions.who(opened->token)); // knows it from its cache
        other.clock.advance(other.sessions.limits().recheck);
        EXPECT_FALSE(other.sessions.who(opened->token));
    });
}

TEST_F(PeopleStory, WrongPasswordsUnknownLoginsAndClosedAccountsAreOneAnswer) {
    on_both([](const std::string& url) {
        House house(url);
        ASSERT_TRUE(house.create(wang, "wang"));
        ASSERT_TRUE(house.create(li, "li"));
        ASSERT_TRUE(house.ask(li, CloseAccount{}, "k1"));
        EXPECT_EQ(house.sessions.sign_in("wang", "wrong-42-x", "a").error().rule,
                  &people::rules::wrong_login);
        EXPECT_EQ(house.sessions.sign_in("nobody", password, "a").error().rule, &people::rules::wrong_login);
        EXPECT_EQ(house.sessions.sign_in("li", password, "a").error().rule, &people::rules::wrong_login);
        for (int i = 0; i < 4; ++i) static_cast<void>(house.sessions.sign_in("wang", "wrong-42-x", "a"));
        EXPECT_EQ(house.sessions.sign_in("wang", password, "b").error().rule, &people::rules::locked);
        house.clock.advance(std::chrono::minutes(15));
        EXPECT_TRUE(house.sessions.sign_in("wang", password, "b"));
        EXPECT_TRUE(*house.sessions.knows_password(wang, password, "b"));
        EXPECT_FALSE(*house.sessions.knows_password(wang, "wrong-42-x", "b"));
        EXPECT_FALSE(*house.sessions.knows_password(li, password, "b"));
    });
}

TEST_F(PeopleStory, ASessionEndsByIdlenessAgePasswordAndClosing) {
    on_both([](const std::string& url) {
        House house(url);
        ASSERT_TRUE(house.create(wang, "wang"));
        ASSERT_TRUE(house.create(li, "li"));
        const auto limits = house.sessions.limits();
        const auto idle = house.sessions.sign_in("wang", password, "a")->token;
        const auto bearer = house.sessions.open(wang, SessionKind::bearer, "phone")->token;
        house.clock.advance(limits.idle - std::chrono::seconds(1));
        EXPECT_TRUE(house.sessions.who(idle)); // and was seen now
        house.clock.advance(limits.idle - std::chrono::seconds(1));
        EXPECT_TRUE(house.sessions.who(idle));
        House other(url, 2);
        other.clock.set(house.clock.now());
        EXPECT_TRUE(other.sessions.who(idle)); // the time of use was written down
        house.clock.advance(limits.idle);
        EXPECT_FALSE(house.sessions.who(idle));
        EXPECT_TRUE(house.sessions.who(bearer));

        const auto busy = house.sessions.sign_in("wang", password, "a")->token;
        const auto end = house.clock.now() + limits.cookie_life;
        while (house.clock.now() + std::chrono::minutes(20) < end) {
            house.clock.advance(std::chrono::minutes(20));
            EXPECT_TRUE(house.sessions.who(busy));
        }
        house.clock.set(end);
        EXPECT_FALSE(house.sessions.who(busy));

        const auto before = house.sessions.sign_in("wang", password, "a")->token;
        ASSERT_TRUE(house.ask(wang, SetPassword{}, "k1"));
        EXPECT_FALSE(house.sessions.who(before));
        EXPECT_FALSE(house.sessions.who(bearer));
        const auto last = house.sessions.sign_in("wang", password, "a")->token;
        ASSERT_TRUE(house.ask(wang, CloseAccount{}, "k2"));
        EXPECT_FALSE(house.sessions.who(last));
        ASSERT_TRUE(house.ask(wang, ReopenAccount{}, "k3"));
        EXPECT_FALSE(house.sessions.who(last)); // a session of before the closing stays over
        EXPECT_EQ(house.sessions.open(PersonId{{7, 7}}, SessionKind::cookie, {}).error().rule,
                  &people::rules::wrong_login);
    });
}

TEST_F(PeopleStory, TokensAreCountedAndOldSessionsSwept) {
    House house(support::sqlite_url(folder));
    ASSERT_TRUE(house.create(wang, "wang"));
    for (std::int64_t i = 0; i < house.sessions.limits().per_person_max; ++i)
        ASSERT_TRUE(house.sessions.open(wang, SessionKind::bearer, "phone"));
    EXPECT_EQ(house.sessions.open(wang, SessionKind::bearer, "phone").error().rule,
              &people::rules::too_many_sessions);
    const auto cookie = house.sessions.open(wang, SessionKind::cookie, {});
    ASSERT_TRUE(cookie);
    ASSERT_TRUE(house.sessions.sign_out(cookie->who.token_hash));
    EXPECT_EQ(*house.sessions.sweep(), 0);
    house.clock.advance(house.sessions.limits().cookie_life + std::chrono::hours(25));
    EXPECT_EQ(*house.sessions.sweep(), 1);
    EXPECT_EQ(house.count("web_session_end"), 0);
    EXPECT_EQ(house.count("web_session"), house.sessions.limits().per_person_max);
}

TEST_F(PeopleStory, AReportersContactIsSealedMaskedAndReadOnlyWithATrace) {
    on_both([](const std::string& url) {
        House house(url);
        ASSERT_TRUE(house.create(wang, "wang"));
        const PersonId reporter{{5, 5}};
        engine::Task task;
        task.sides.put(reporter_row(house.vault, house.mint, reporter, {"陈居民", "13812345678"}));
        ASSERT_TRUE(house.engine.ask_and_wait(std::move(task)));
        const auto stored = house.database->read([&](sql::Session& session) {
            return session.texts("SELECT name || '/' || phone FROM person WHERE kind = 'reporter'");
        });
        EXPECT_FALSE(contains(stored->front(), "陈"));
        EXPECT_FALSE(contains(stored->front(), "1381"));
        const auto masked = house.persons.masked(reporter);
        EXPECT_EQ(masked->name.shown(), "陈*");
        EXPECT_EQ(masked->phone.shown(), "138****5678");
        house.engine.settle();
        EXPECT_EQ(house.count("access"), 0); // a mask is nobody's contact

        const auto actor = house.rights->actor_of(wang, house.clock.now());
        const auto contact = house.persons.contact(actor, reporter, "call_back");
        ASSERT_TRUE(contact);
        EXPECT_EQ(contact->name, "陈居民");
        EXPECT_EQ(contact->phone, "13812345678");
        EXPECT_EQ(house.persons.contact(actor, PersonId{{6, 6}}, "call_back").error().rule,
                  &people::rules::no_contact);
        house.clock.advance(std::chrono::seconds(2));
        house.engine.start();
        house.engine.stop(); // writes out what was seen
        const auto seen = house.database->read([&](sql::Session& session) {
            return session.texts("SELECT actor || ' ' || subject || ' ' || purpose FROM access");
        });
        ASSERT_EQ(seen->size(), 1U);
        EXPECT_EQ(seen->front(), "person:" + wang.text() + " person:" + reporter.text() + " call_back");

        const auto cards = house.persons.staff({wang, reporter, li});
        ASSERT_TRUE(cards);
        ASSERT_EQ(cards->size(), 1U); // reporters never show as staff
        EXPECT_EQ(cards->at(wang).name, "王网格");
        EXPECT_EQ(house.persons.staff_name(reporter), "");
        EXPECT_EQ(house.persons.all_staff()->size(), 1U);
    });
}

TEST_F(PeopleStory, StepsThatWereSuperfluousAreCountedButNotWithoutEnd) {
    on_both([](const std::string& url) {
        House house(url);
        Superfluous superfluous(house.engine);
        for (int i = 0; i < 3; ++i) ASSERT_TRUE(superfluous.count(Code{"case"}, Code{"note"}));
        ASSERT_TRUE(superfluous.count(Code{"case"}, Code{"photo"}));
        const auto all = superfluous.all();
        ASSERT_EQ(all->size(), 2U);
        EXPECT_EQ(all->front().step.value, "note");
        EXPECT_EQ(all->front().n, 3);
    });
    House house(support::sqlite_url(folder));
    Superfluous superfluous(house.engine);
    for (int i = 0; i < 500; ++i) ASSERT_TRUE(superfluous.count(Code{"p"}, Code{std::to_string(i)}));
    EXPECT_EQ(superfluous.count(Code{"p"}, Code{"500"}).error().rule, &people::rules::too_many_steps);
    EXPECT_TRUE(superfluous.count(Code{"p"}, Code{"7"}));
}

// Whatever statement fails, an account is there whole, with its credential, or not at all.
TEST_F(PeopleStory, EveryFailingStatementLeavesAnAccountWholeOrAbsent) {
    for (int n = 1;; ++n) {
        House house(support::sqlite_url(folder));
        ASSERT_TRUE(house.create(wang, "wang"));
        int left = n;
        house.database->sabotage(
            [&left](std::string_view text) { return text != "ROLLBACK" && --left <= 0; });
        const auto answer = house.create(li, "li", Duty::desk);
        const auto opened = house.sessions.sign_in("wang", password, "a");
        house.database->sabotage(nullptr);
        const auto whole = answer ? 1 : 0;
        EXPECT_EQ(house.count("credential"), 1 + whole) << n;
        EXPECT_EQ(house.count("person"), 1 + whole) << n;
        EXPECT_EQ(house.rights->snapshot()->open(li) != nullptr, whole == 1) << n;
        if (opened) {
            EXPECT_TRUE(house.sessions.who(opened->token)) << n;
        } else {
            EXPECT_EQ(opened.error().rule->kind, Kind::unavailable) << n;
        }
        house.expect_sound();
        if (left > 0) break; // all statements were reached
        ASSERT_LT(n, 200);
    }
}
