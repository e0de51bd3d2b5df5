#pragma once
// The decisions of the room, one function for each command, split by topic over decide_*.cpp. Pure: a state,
// a command and the facts in, events or the first refusal out. The order of the checks is part of the
// contract: is there a case; has it ended; does it follow another or rest; its stage; what the command
// says; who says it; what the playbook lacks.

#include "modules/casework/model.hpp"

namespace gezhi::casework {

Result<Events> decide(const State& state, const Command& command, const Facts& facts);

// intake
Result<Events> decide(const State& state, const Report& one, const Facts& facts);
Result<Events> decide(const State& state, const SendOn& one, const Facts& facts);
Result<Events> decide(const State& state, const Verify& one, const Facts& facts);
Result<Events> decide(const State& state, const Accept& one, const Facts& facts);
Result<Events> decide(const State& state, const Decline& one, const Facts& facts);
Result<Events> decide(const State& state, const Register& one, const Facts& facts);
Result<Events> decide(const State& state, const Dispatch& one, const Facts& facts);
Result<Events> decide(const State& state, const Recall& one, const Facts& facts);

// handling
Result<Events> decide(const State& state, const Acknowledge& one, const Facts& facts);
Result<Events> decide(const State& state, const ReturnOrder& one, const Facts& facts);
Result<Events> decide(const State& state, const HandIn& one, const Facts& facts);
Result<Events> decide(const State& state, const Check& one, const Facts& facts);
Result<Events> decide(const State& state, const HoldForPath& one, const Facts& facts);
Result<Events> decide(const State& state, const Resume& one, const Facts& facts);

// more time and rest
Result<Events> decide(const State& state, const AskExtension& one, const Facts& facts);
Result<Events> decide(const State& state, const AskSuspension& one, const Facts& facts);
Result<Events> decide(const State& state, const Approve& one, const Facts& facts);
Result<Events> decide(const State& state, const RefuseRequest& one, const Facts& facts);

// parent and child
Result<Events> decide(const State& state, const Split& one, const Facts& facts);
Result<Events> decide(const State& state, const CountChildEnd& one, const Facts& facts);
Result<Events> decide(const State& state, const ReopenChild& one, const Facts& facts);
Result<Events> decide(const State& state, const InheritVisibility& one, const Facts& facts);

// on the spot
Result<Events> decide(const State& state, const FixOnSpot& one, const Facts& facts);

// supervision and appeal
Result<Events> decide(const State& state, const Supervise& one, const Facts& facts);
Result<Events> decide(const State& state, const AppealLateness& one, const Facts& facts);
Result<Events> decide(const State& state, const ReviewAppeal& one, const Facts& facts);

// ending
Result<Events> decide(const State& state, const Close& one, const Facts& facts);
Result<Events> decide(const State& state, const Refer& one, const Facts& facts);
Result<Events> decide(const State& state, const Answer& one, const Facts& facts);
Result<Events> decide(const State& state, const Object& one, const Facts& facts);
Result<Events> decide(const State& state, const Reopen& one, const Facts& facts);

// cluster
Result<Events> decide(const State& state, const Join& one, const Facts& facts);
Result<Events> decide(const State& state, const Leave& one, const Facts& facts);
Result<Events> decide(const State& state, const CountSupporter& one, const Facts& facts);
Result<Events> decide(const State& state, const DropSupporter& one, const Facts& facts);
Result<Events> decide(const State& state, const FollowLead& one, const Facts& facts);

// talk, visibility, clock
Result<Events> decide(const State& state, const Say& one, const Facts& facts);
Result<Events> decide(const State& state, const Note& one, const Facts& facts);
Result<Events> decide(const State& state, const SetVisibility& one, const Facts& facts);
Result<Events> decide(const State& state, const Tick& one, const Facts& facts);
Result<Events> decide(const State& state, const Recompute& one, const Facts& facts);

// personal data
Result<Events> decide(const State& state, const Erase& one, const Facts& facts);

// What a report may be refused for; asked before its number is taken, so that numbers have no gaps.
Result<void> check_report(const State& state, const Report& one, const Facts& facts);

Result<void> check_fix(const State& state, const FixOnSpot& one, const Facts& facts);

// What a taken report says.
Reported reported(const Report& one, const Facts& facts);

// ---- shared checks, in decide.cpp

Result<void> check_there(const State& state);
Result<void> check_open(const State& state);                // there, and not ended
Result<void> check_moves(const State& state);               // open, follows no other case, does not rest
Result<void> check_note(const Facts& facts, bool has_text); // reason known, and its line there
Result<void> check_childless(const State& state);           // no open child
Result<void> check_with_unit(const State& state);           // moves, and a unit has it
Unexpected<Error> wrong_stage(const State& state);
Unexpected<Error> no_limit();
Unexpected<Error> photo_unknown();
Unexpected<Error> voice_unknown();

} // namespace gezhi::casework
