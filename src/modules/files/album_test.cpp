// What may be published of a case's photos, and what never: each refusal, in the order of its checks.

#include "modules/files/decide.hpp"
#include "modules/files/view.hpp"

#include <gtest/gtest.h>

using namespace gezhi;
using namespace gezhi::files;

namespace {

const CaseId the_case{{7, 7}};
const FileId before{{1, 1}};
const FileId after{{1, 2}};
const FileId wiped_before{{2, 1}};
const FileId wiped_after{{2, 2}};
const PersonId li{{3, 3}};

Actor person(Duty duty, Code grid = {}) {
    Actor actor;
    actor.kind = ActorKind::person;
    actor.person = li;
    actor.posts.push_back({PostId{{4, 4}}, duty, {}, std::move(grid)});
    return actor;
}

AlbumFacts facts_now() {
    AlbumFacts facts;
    facts.now = *parse_iso("2026-11-23T09:00:00+08:00");
    facts.until = facts.now + std::chrono::hours(24 * 730);
    facts.stream = album_of(the_case);
    facts.actor = person(Duty::desk);
    facts.of = {true, true, false, Code{"G1"}, {before}, {after}};
    facts.wiped = {{wiped_before, {before, li}}, {wiped_after, {after, li}}};
    return facts;
}

Publish pair() {
    return {the_case, {{before, wiped_before, Side::before}, {after, wiped_after, Side::after}}};
}

Album after_all(Album album, const std::vector<AlbumEvent>& events) {
    for (const auto& event : events) album = evolve(std::move(album), event);
    return album;
}

Album published() {
    return after_all({}, *decide({}, pair(), facts_now()));
}

const Rule* refusal(const Album& album, const AlbumCommand& command, const AlbumFacts& facts) {
    const auto decided = decide(album, command, facts);
    return decided ? nullptr : decided.error().rule;
}

std::vector<PictureRow> rows(const Album& album) {
    engine::RowSet set;
    view(album, set);
    std::vector<PictureRow> list;
    for (const auto& row : set.rows()) list.push_back(sql::row_from<PictureRow>(row.values));
    return list;
}

} // namespace

TEST(Album, APairIsPublishedTogetherAndWithdrawnTogether) {
    auto album = published();
    EXPECT_EQ(shown_of(album).size(), 2U);
    for (const auto& row : rows(album)) EXPECT_EQ(row.publication, 1);
    album = after_all(album, *decide(album, Withdraw{the_case, 1}, facts_now()));
    EXPECT_TRUE(shown_of(album).empty());
    for (const auto& row : rows(album)) {
        EXPECT_EQ(row.publication, 0);
        EXPECT_FALSE(row.wiped);
    }
    EXPECT_EQ(refusal(album, Withdraw{the_case, 1}, facts_now()), &files::rules::nothing_published);
    // And once more, as another publication.
    album = after_all(album, *decide(album, pair(), facts_now()));
    EXPECT_EQ(album.publications.back().number, 2);
}

TEST(Album, HalfAPairIsRefusedAndAnOnlySideIsNot) {
    auto command = pair();
    command.pictures.pop_back();
    auto facts = facts_now();
    EXPECT_EQ(refusal({}, command, facts), &files::rules::half_a_pair);
    EXPECT_EQ(refusal({}, Publish{the_case, {}}, facts), &files::rules::half_a_pair);
    facts.of.after.clear();
    EXPECT_EQ(refusal({}, command, facts), nullptr);
}

TEST(Album, RefusalsComeInTheirOrder) {
    const auto with = [](auto change) {
        auto facts = facts_now();
        change(facts);
        return refusal({}, pair(), facts);
    };
    EXPECT_EQ(with([](auto& facts) { facts.stream = {}; }), &files::rules::wrong_album);
    EXPECT_EQ(with([](auto& facts) { facts.of = {}; }), &files::rules::no_such_case);
    EXPECT_EQ(with([](auto& facts) { facts.actor = person(Duty::liaison, Code{"G2"}); }),
              &files::rules::not_publisher);
    EXPECT_EQ(with([](auto& facts) { facts.actor = person(Duty::liaison, Code{"G1"}); }), nullptr);
    EXPECT_EQ(with([](auto& facts) { facts.of.is_public = false; }), &files::rules::case_not_public);
    EXPECT_EQ(with([](auto& facts) { facts.of.enforcement = true; }), &files::rules::case_enforced);
    EXPECT_EQ(with([](auto& facts) { facts.of.before = {after}; }), &files::rules::not_of_case);
    EXPECT_EQ(with([](auto& facts) { facts.wiped.clear(); }), &files::rules::not_wiped);
    EXPECT_EQ(with([](auto& facts) { facts.wiped[wiped_after].original = before; }),
              &files::rules::not_wiped);
    EXPECT_EQ(with([](auto& facts) {
                  facts.wiped[wiped_after].person = PersonId{{9, 9}};
              }),
              &files::rules::not_wiped);
    EXPECT_EQ(refusal(published(), pair(), facts_now()), &files::rules::published_already);
}

TEST(Album, WhatShowsAChildAPersonAHomeOrAnEnforcementIsNeverPublic) {
    for (const auto scene : {Scene::child, Scene::person, Scene::home, Scene::enforcement}) {
        const Bar bar{the_case, after, {scene}};
        auto album = after_all({}, *decide({}, bar, facts_now()));
        EXPECT_EQ(refusal(album, pair(), facts_now()), &files::rules::never_public);
        EXPECT_FALSE(rows(album).front().scenes.empty());
        album = after_all(album, *decide(album, Bar{the_case, after, {}}, facts_now()));
        EXPECT_EQ(refusal(album, pair(), facts_now()), nullptr);
    }
    EXPECT_EQ(refusal({}, Bar{the_case, after, {}}, facts_now()), &files::rules::nothing_to_do);
    EXPECT_EQ(refusal({}, Bar{the_case, FileId{{5, 5}}, {Scene::child}}, facts_now()),
              &files::rules::not_of_case);
    // Seen too late: the pair is withdrawn with it.
    const auto album =
        after_all(published(), *decide(published(), Bar{the_case, after, {Scene::child}}, facts_now()));
    EXPECT_TRUE(shown_of(album).empty());
}

TEST(Album, NothingStaysPublicWhenTheCaseDoesNot) {
    const auto album = after_all(published(), *decide(published(), Hide{the_case}, facts_now()));
    EXPECT_TRUE(shown_of(album).empty());
    EXPECT_EQ(refusal(album, Hide{the_case}, facts_now()), &files::rules::nothing_to_do);
}

TEST(Album, OriginalsGoSomeTimeAfterTheEndUnlessTheCaseIsReopened) {
    const LetGo end{the_case, {before}, {after}};
    auto facts = facts_now();
    auto album = after_all(published(), *decide(published(), end, facts));
    EXPECT_EQ(due(album), facts.until);
    EXPECT_EQ(refusal(album, Expire{}, facts), &files::rules::nothing_to_do);
    auto held = after_all(album, *decide(album, Hold{the_case}, facts));
    EXPECT_FALSE(due(held));
    EXPECT_EQ(refusal(held, Hold{the_case}, facts), &files::rules::nothing_to_do);
    held = after_all(held, *decide(held, end, facts));
    EXPECT_EQ(due(held), facts.until);
    facts.now = *facts.until;
    album = after_all(album, *decide(album, Expire{}, facts));
    EXPECT_FALSE(due(album));
    for (const auto& row : rows(album)) EXPECT_TRUE(row.gone);
    EXPECT_EQ(shown_of(album).size(), 2U); // the wiped ones stay
    EXPECT_EQ(refusal({}, LetGo{the_case, {}, {}}, facts), &files::rules::nothing_to_do);
    facts.until.reset(); // originals stay for ever
    EXPECT_EQ(refusal({}, end, facts), &files::rules::nothing_to_do);
}

TEST(Album, EachCommandHasItsSenders) {
    Actor flow;
    flow.kind = ActorKind::flow;
    flow.flow = Code{std::string(album_flow)};
    Actor other_flow = flow;
    other_flow.flow = Code{"notice"};
    Actor clock;
    clock.kind = ActorKind::clock;
    const std::vector<AlbumCommand> of_people{pair(), Withdraw{}, Bar{}};
    const std::vector<AlbumCommand> of_flow{Hide{}, LetGo{}, Hold{}};
    for (const auto duty : {Duty::desk, Duty::liaison, Duty::grid_leader, Duty::handler, Duty::checker,
                            Duty::duty_officer, Duty::legal_officer, Duty::administrator, Duty::auditor}) {
        const bool may = duty == Duty::desk || duty == Duty::liaison;
        for (const auto& command : of_people) EXPECT_EQ(permit(person(duty), {}, command).has_value(), may);
        for (const auto& command : of_flow) EXPECT_FALSE(permit(person(duty), {}, command));
        EXPECT_FALSE(permit(person(duty), {}, Expire{}));
    }
    for (const auto& command : of_flow) {
        EXPECT_TRUE(permit(flow, {}, command));
        EXPECT_FALSE(permit(other_flow, {}, command));
        EXPECT_FALSE(permit(clock, {}, command));
    }
    EXPECT_TRUE(permit(clock, {}, Expire{}));
    EXPECT_FALSE(permit(flow, {}, Expire{}));
    EXPECT_FALSE(permit({}, {}, pair()));
}
