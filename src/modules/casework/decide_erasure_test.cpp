// When personal data may go: the refusals in their order, and what is left of a case afterwards.

#include "modules/casework/walk_for_test.hpp"

namespace gezhi::casework {

using namespace test;

namespace {

const Actor officer = worker(31, Duty::data_officer);
const Actor retention = of_kind(ActorKind::flow, retention_flow);
const Erase all{EraseReason::purpose_done, false, {photo(1), photo(2)}};
const Erase contact{EraseReason::purpose_done, true, {}};
const Erase withdrawn{EraseReason::consent_withdrawn, true, {}};

Report with_contact() {
    auto one = report();
    one.reporter = person(77);
    one.photos = {photo(1)};
    one.may_be_called = true;
    return one;
}

} // namespace

TEST(Erasing, IsForTheDataProtectionPostAndTheRetentionAlone) {
    Walk walk;
    EXPECT_EQ(walk.refusal(officer, all), &rules::no_such_case);
    walk.reported(with_contact()).closed();
    for (const auto& actor :
         {walk.desk, walk.handler, worker(5, Duty::administrator), worker(6, Duty::auditor),
          worker(7, Duty::security_administrator), walk.resident, walk.clock, walk.cluster})
        EXPECT_EQ(walk.refusal(actor, all), &rules::not_permitted);
    EXPECT_EQ(walk.refusal(walk.reporter, all), &rules::not_permitted);
}

TEST(Erasing, AnOpenCaseNeedsItsContentAndAnEndedOneItsObjectionWindow) {
    Walk walk;
    walk.reported(with_contact());
    EXPECT_EQ(walk.refusal(officer, all), &rules::erase_open);
    EXPECT_EQ(walk.refusal(officer, contact), &rules::erase_open);
    EXPECT_EQ(walk.refusal(officer, withdrawn), nullptr);
    walk.closed();
    ASSERT_TRUE(walk.state.object_until);
    EXPECT_EQ(walk.refusal(officer, all), &rules::erase_objection);
    EXPECT_EQ(walk.refusal(officer, withdrawn), nullptr);
    walk.world.now_ = *walk.state.object_until;
    EXPECT_EQ(walk.refusal(officer, all), nullptr);
    EXPECT_EQ(walk.refusal(retention, all), nullptr);
}

TEST(Erasing, TheContactAloneLeavesTheCaseAsItIs) {
    Walk walk;
    walk.reported(with_contact()).sent_on();
    const auto before = walk.state;
    EXPECT_TRUE(walk.does(officer, withdrawn));
    const auto& event = std::get<Erased>(walk.events.back());
    EXPECT_EQ(event.reporter, person(77));
    EXPECT_TRUE(event.files.empty());
    EXPECT_EQ(event.by, officer.person);
    EXPECT_FALSE(walk.state.reporter);
    EXPECT_FALSE(walk.state.may_be_called);
    EXPECT_FALSE(walk.state.erased_at);
    EXPECT_EQ(walk.state.text, before.text);
    EXPECT_EQ(walk.state.evidence_before, before.evidence_before);
    EXPECT_EQ(walk.refusal(officer, withdrawn), &rules::no_contact_kept);
    walk.closed(); // it goes its way
}

TEST(Erasing, WhatIsLeftIsTheFactAndNothingMoreCanBeDoneWithIt) {
    Walk walk;
    walk.reported(with_contact());
    EXPECT_TRUE(walk.does(walk.reporter, Say{text(5)}));
    EXPECT_TRUE(walk.does(walk.desk, Note{text(6)}));
    walk.closed();
    const auto before = walk.state;
    walk.world.now_ = *walk.state.object_until;
    EXPECT_TRUE(walk.does(officer, all));
    const auto& left = walk.state;
    EXPECT_EQ(left.erased_at, walk.world.now_);
    EXPECT_FALSE(left.reporter);
    EXPECT_EQ(left.text, SealedText{});
    EXPECT_EQ(left.position_commitment, Digest{});
    EXPECT_TRUE(left.talk.empty() && left.notes.empty());
    EXPECT_TRUE(left.evidence_before.empty() && left.evidence_after.empty());
    EXPECT_FALSE(left.handled_text || left.result_text);
    EXPECT_EQ(left.grid, before.grid);
    EXPECT_EQ(left.class_code, before.class_code);
    EXPECT_EQ(left.closed_at, before.closed_at);
    EXPECT_EQ(left.ending, before.ending);
    EXPECT_EQ(row(left).erased_at, left.erased_at);
    EXPECT_TRUE(row(left).text.empty());
    EXPECT_EQ(walk.refusal(officer, all), &rules::erased);
    EXPECT_EQ(walk.refusal(walk.desk, Reopen{code("objection"), {}}), &rules::erased);
    EXPECT_EQ(walk.refusal(walk.reporter, Say{text()}), &rules::erased);
    EXPECT_EQ(walk.refusal(walk.cluster, DropSupporter{CaseId{{1, 50}}}), nullptr);
}

TEST(Erasing, WhatNewerKeysKnowIsErasedAgainEvenWhenItIsOpenInOlderData) {
    Walk walk;
    walk.reported(with_contact()).sent_on();
    const Erase again{EraseReason::again, false, {}};
    EXPECT_EQ(walk.refusal(officer, again), &rules::not_permitted);
    EXPECT_TRUE(walk.does(retention, again));
    EXPECT_TRUE(walk.state.erased_at);
    EXPECT_FALSE(open(walk.state));
    EXPECT_FALSE(Casework::due(walk.state)); // no clock waits for what nobody can do
}

TEST(Erasing, WhatIsOverByTimeSaysNobodyDidIt) {
    Walk walk;
    walk.reported(with_contact()).closed();
    walk.world.now_ = *walk.state.object_until;
    EXPECT_TRUE(walk.does(retention, Erase{EraseReason::period_over, false, {}}));
    EXPECT_TRUE(std::get<Erased>(walk.events.back()).by.empty());
}

} // namespace gezhi::casework
