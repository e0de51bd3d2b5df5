#include "modules/people/decide.hpp"

namespace gezhi::people {

namespace {

struct Evolve {
    State& state;

    void operator()(const AccountCreated& one) const {
        state.person = one.person;
        state.login = one.login;
        state.language = one.language;
        state.standing = Standing::open;
    }

    void operator()(const PostsSet& one) const { state.posts = one.posts; }

    void operator()(const PasswordChanged&) const { ++state.epoch; }

    void operator()(const AccountClosed&) const {
        state.standing = Standing::closed;
        ++state.epoch;
    }

    void operator()(const SecondFactorSet&) const { state.second_factor = true; }

    void operator()(const SecondFactorDropped&) const {
        state.second_factor = false;
        ++state.epoch;
    }

    void operator()(const AccountReopened&) const { state.standing = Standing::open; }

    void operator()(const DutyShiftsSet& one) const { state.shifts = one.shifts; }
};

} // namespace

State evolve(State state, const Event& event) {
    ++state.version;
    std::visit(Evolve{state}, event);
    return state;
}

} // namespace gezhi::people
