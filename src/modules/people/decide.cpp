#include "modules/people/decide.hpp"

#include <algorithm>

namespace gezhi::people {

namespace {

using Events = std::vector<Event>;

bool good_login(const Code& login) {
    const auto& text = login.value;
    if (text.size() < login_length_min || text.size() > login_length_max) return false;
    const auto word = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return word(text.front()) && std::all_of(text.begin(), text.end(), [&](char c) {
               return word(c) || c == '.' || c == '_' || c == '-';
           });
}

bool complete(const Post& post) {
    if (post.duty == Duty::handler) return !post.unit.empty();
    if (post.duty == Duty::liaison || post.duty == Duty::grid_leader) return !post.grid.empty();
    return true;
}

bool one_administrator_at_most(const std::vector<Post>& posts) {
    std::vector<Duty> held;
    for (const auto duty : {Duty::administrator, Duty::security_administrator, Duty::auditor})
        if (std::any_of(posts.begin(), posts.end(), [&](const Post& post) { return post.duty == duty; }))
            held.push_back(duty);
    return held.size() <= 1;
}

Result<void> check_posts(const std::vector<Post>& posts, const Facts& facts) {
    if (posts.size() > posts_max) return refuse(rules::too_many_posts, {{"max", number(posts_max)}});
    if (!one_administrator_at_most(posts)) return refuse(rules::two_administrators);
    for (std::size_t i = 0; i < posts.size(); ++i) {
        const auto& post = posts[i];
        for (std::size_t k = 0; k < i; ++k)
            if (post.id == posts[k].id || (post.duty == posts[k].duty && post.unit == posts[k].unit &&
                                           post.grid == posts[k].grid && post.from == posts[k].from))
                return refuse(rules::post_twice);
        if (!complete(post)) return refuse(rules::post_incomplete);
        if (post.from && post.until && *post.until <= *post.from) return refuse(rules::post_dates);
    }
    if (!facts.unknown_unit.empty()) return refuse(rules::unknown_unit, {{"unit", facts.unknown_unit.value}});
    if (!facts.unknown_grid.empty()) return refuse(rules::unknown_grid, {{"grid", facts.unknown_grid.value}});
    return {};
}

// One today whose post has no end.
bool lasting(const std::vector<Post>& posts, Duty duty, Instant now) {
    return std::any_of(posts.begin(), posts.end(), [&](const Post& post) {
        return post.duty == duty && post.holds_at(now) && !post.until;
    });
}

bool lasting_administrator(const std::vector<Post>& posts, Instant now) {
    return lasting(posts, Duty::administrator, now);
}

Result<void> check_open(const State& state) {
    if (state.standing == Standing::none) return refuse(rules::missing);
    if (state.standing == Standing::closed) return refuse(rules::closed);
    return {};
}

bool overlap(const Shift& a, const Shift& b) {
    return a.covers(b.starts.value) || b.covers(a.starts.value);
}

struct Decide {
    const State& state;
    const Facts& facts;

    Result<Events> operator()(const CreateAccount& one) const {
        if (facts.stream == duty_stream) return refuse(rules::wrong_stream);
        if (state.version > 0) return refuse(rules::exists);
        if (!good_login(one.login)) return refuse(rules::bad_login);
        if (one.language.value != "zh-CN" && one.language.value != "en") return refuse(rules::bad_language);
        if (!one.posts.empty()) GEZHI_CHECK(check_split());
        GEZHI_CHECK(check_posts(one.posts, facts));
        if (facts.login_taken) return refuse(rules::login_taken, {{"login", one.login.value}});
        Events events{AccountCreated{id_as<PersonId>(facts.stream), one.login, one.language}};
        if (!one.posts.empty()) events.push_back(PostsSet{one.posts});
        return events;
    }

    Result<Events> operator()(const SetPosts& one) const {
        GEZHI_CHECK(check_open(state));
        GEZHI_CHECK(check_split());
        GEZHI_CHECK(check_posts(one.posts, facts));
        if (!lasting_administrator(one.posts, facts.now)) GEZHI_CHECK(check_left());
        if (!lasting(one.posts, Duty::security_administrator, facts.now)) GEZHI_CHECK(check_security_left());
        return Events{PostsSet{one.posts}};
    }

    Result<Events> operator()(const SetPassword&) const {
        GEZHI_CHECK(check_open(state));
        if (!facts.own) GEZHI_CHECK(check_split());
        return Events{PasswordChanged{}};
    }

    Result<Events> operator()(const CloseAccount&) const {
        GEZHI_CHECK(check_open(state));
        GEZHI_CHECK(check_left());
        GEZHI_CHECK(check_security_left());
        return Events{AccountClosed{}};
    }

    Result<Events> operator()(const ReopenAccount&) const {
        if (state.standing == Standing::none) return refuse(rules::missing);
        if (state.standing == Standing::open) return refuse(rules::not_closed);
        return Events{AccountReopened{}};
    }

    Result<Events> operator()(const SetSecondFactor&) const {
        GEZHI_CHECK(check_open(state));
        return Events{SecondFactorSet{}};
    }

    Result<Events> operator()(const DropSecondFactor&) const {
        GEZHI_CHECK(check_open(state));
        GEZHI_CHECK(check_split());
        if (!state.second_factor) return refuse(rules::no_second_factor);
        return Events{SecondFactorDropped{}};
    }

    Result<Events> operator()(const SetDutyShifts& one) const {
        if (facts.stream != duty_stream) return refuse(rules::wrong_stream);
        if (one.shifts.size() > shifts_max)
            return refuse(rules::too_many_shifts, {{"max", number(shifts_max)}});
        for (std::size_t i = 0; i < one.shifts.size(); ++i)
            for (std::size_t k = 0; k < i; ++k)
                if (overlap(one.shifts[i], one.shifts[k])) return refuse(rules::shifts_overlap);
        if (facts.absent) return refuse(rules::shift_person, {{"person", facts.absent->text()}});
        return Events{DutyShiftsSet{one.shifts}};
    }

    // 三员分立: once a street has a security administrator, posts and passwords of others are that one's
    // affair.
    Result<void> check_split() const {
        if (facts.security_administrators > 0 && !facts.by_security) return refuse(rules::by_security);
        return {};
    }

    // The operator at the machine may undo the split.
    Result<void> check_security_left() const {
        if (!facts.by_operator && facts.security_administrators == 1 &&
            lasting(state.posts, Duty::security_administrator, facts.now))
            return refuse(rules::last_security);
        return {};
    }

    // Once nobody is an administrator, nobody could make one.
    Result<void> check_left() const {
        if (lasting_administrator(state.posts, facts.now) && facts.other_administrators == 0)
            return refuse(rules::last_administrator);
        return {};
    }
};

} // namespace

bool Shift::covers(std::int64_t minute_of_week) const {
    const auto since = (minute_of_week - starts.value + minutes_per_week) % minutes_per_week;
    return since < minutes.value;
}

Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts) {
    return std::visit(Decide{state, facts}, command);
}

} // namespace gezhi::people
