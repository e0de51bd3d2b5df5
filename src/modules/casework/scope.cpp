#include "modules/casework/scope.hpp"

#include <algorithm>

namespace gezhi::casework {

Seen seen(const State& state) {
    return {
        state.visibility,         state.grid, state.unit, !state.emergency.empty(), !state.legal_path.empty(),
        !state.class_code.empty()};
}

// 可见范围: street space is everybody's; common parts and homes belong to those who work on them; what is
// restricted stays with the desk and the named officers (product.md 4). The administrator's duty opens
// nothing beyond what every post sees.
Scope Scope::of(const Actor& actor) {
    Scope scope;
    if (actor.kind != ActorKind::person) return scope;
    for (const auto& post : actor.posts) {
        scope.add({});
        switch (post.duty) {
        case Duty::desk:
            // The unit of a desk says where it sits; it works for all of them.
            scope.add({Reach::all, post.grid, {}, false, false, true});
            break;
        case Duty::liaison:
        case Duty::grid_leader:
        case Duty::checker:
            scope.add({Reach::not_restricted, post.grid, post.unit, false, false, true});
            break;
        case Duty::handler: // a handler's post without a unit handles nothing
            if (!post.unit.empty())
                scope.add({Reach::not_restricted, post.grid, post.unit, false, false, true});
            break;
        case Duty::duty_officer:
            scope.add({Reach::all, {}, {}, true, false, true});
            break;
        case Duty::legal_officer:
            scope.add({Reach::all, {}, {}, false, true, true});
            scope.add({Reach::restricted_only, {}, {}, false, false, true});
            break;
        case Duty::auditor:
            scope.add({Reach::not_restricted, {}, {}, false, false, true});
            scope.add({Reach::restricted_only, {}, {}, false, false, false});
            break;
        case Duty::data_officer: // finds every case, reads none
            scope.add({Reach::all, {}, {}, false, false, false});
            break;
        case Duty::administrator:
        case Duty::security_administrator:
            break;
        }
    }
    return scope;
}

void Scope::add(Clause clause) {
    if (std::find(clauses_.begin(), clauses_.end(), clause) == clauses_.end())
        clauses_.push_back(std::move(clause));
}

bool Scope::holds(const Clause& clause, const Seen& one) {
    const bool reached =
        clause.reach == Reach::all ||
        (clause.reach == Reach::public_only && one.visibility == Visibility::public_ && one.classed) ||
        (clause.reach == Reach::not_restricted && one.visibility != Visibility::restricted) ||
        (clause.reach == Reach::restricted_only && one.visibility == Visibility::restricted);
    return reached && (clause.grid.empty() || clause.grid == one.grid) &&
           (clause.unit.empty() || clause.unit == one.unit) && (!clause.emergency || one.emergency) &&
           (!clause.referred || one.referred);
}

bool Scope::sees(const Seen& one) const {
    return std::any_of(clauses_.begin(), clauses_.end(),
                       [&](const auto& clause) { return holds(clause, one); });
}

bool Scope::reads_words(const Seen& one) const {
    return std::any_of(clauses_.begin(), clauses_.end(),
                       [&](const auto& clause) { return clause.words && holds(clause, one); });
}

std::string Scope::where(std::string_view alias, sql::Session::Binds& binds, bool words) const {
    const auto column = [&](const char* name) { return std::string(alias) + "." + name; };
    std::string text;
    for (std::size_t i = 0; i < clauses_.size(); ++i) {
        const auto& clause = clauses_[i];
        if (words && !clause.words) continue;
        std::vector<std::string> parts;
        const auto equal = [&](const char* name, const Code& value) {
            const auto parameter = std::string("sc_") + name + std::to_string(i);
            parts.push_back(column(name) + " = :" + parameter);
            binds.emplace_back(parameter, value);
        };
        if (clause.reach == Reach::public_only)
            parts.push_back(column("visibility") + " = 'public_' AND " + column("class_code") + " <> ''");
        if (clause.reach == Reach::not_restricted) parts.push_back(column("visibility") + " <> 'restricted'");
        if (clause.reach == Reach::restricted_only) parts.push_back(column("visibility") + " = 'restricted'");
        if (!clause.grid.empty()) equal("grid", clause.grid);
        if (!clause.unit.empty()) equal("unit", clause.unit);
        if (clause.emergency) parts.push_back(column("emergency") + " <> ''");
        if (clause.referred) parts.push_back(column("legal_path") + " <> ''");
        if (parts.empty()) return "1 = 1"; // sees all: the rest adds nothing
        std::string both;
        for (const auto& part : parts) both += (both.empty() ? "" : " AND ") + part;
        text += (text.empty() ? "(" : " OR ") + ("(" + both + ")");
    }
    return text.empty() ? "1 = 0" : text + ")";
}

bool sees_reporter(const Actor& actor, const Seen& one) {
    if (actor.kind != ActorKind::person) return false;
    return std::any_of(actor.posts.begin(), actor.posts.end(), [&](const PostHeld& post) {
        const bool here = post.grid.empty() || post.grid == one.grid;
        return here && (post.duty == Duty::desk ||
                        (post.duty == Duty::liaison && one.visibility != Visibility::restricted));
    });
}

} // namespace gezhi::casework
