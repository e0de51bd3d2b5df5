#include "geo/survey.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>

namespace gezhi::geo {

namespace {

using Signature = std::vector<bool>;
using Owners = std::vector<std::size_t>; // of each class the grid it shall belong to

constexpr std::size_t plans_max = 256;

// Faces with the same sides cannot be told apart by any rule, so they are settled together.
struct Class {
    Signature signature{};
    std::vector<std::size_t> faces{};
    std::vector<std::size_t> selected_by{};
};

struct Plan {
    Owners owners{};
    std::vector<std::size_t> changed{}; // grids whose rule must be reworded
    std::map<std::size_t, Clause> wording{};
    SettlementKind kind{SettlementKind::share};
    std::size_t pieces{0};
    std::size_t conditions{0};
    double border_m{0};
};

std::size_t conditions_of(const Clause& clause) {
    std::size_t count = clause.op == Op::side ? 1 : 0;
    for (const auto& part : clause.of) count += conditions_of(part);
    return count;
}

class Settling {
public:
    Settling(const Survey& survey, const std::vector<ReadRule>& rules, const Selection& selection)
        : survey_(survey), rules_(rules) {
        std::map<Signature, std::size_t> known;
        for (std::size_t i = 0; i < survey.faces.size(); ++i) {
            const auto [place, fresh] = known.emplace(survey.faces[i].left, classes_.size());
            if (fresh) classes_.push_back({survey.faces[i].left, {}, selection[i]});
            classes_[place->second].faces.push_back(i);
            class_of_.push_back(place->second);
        }
    }

    std::vector<Settlement> settle() const {
        std::vector<Plan> plans;
        for (const auto& owners : all_owners()) {
            auto plan = plan_for(owners);
            if (!plan) continue;
            if (auto rest = as_rest(*plan)) plans.push_back(std::move(*rest));
            plans.push_back(std::move(*plan));
        }
        std::vector<Settlement> settlements;
        for (const auto& plan : chosen(std::move(plans))) settlements.push_back(worded(plan));
        std::erase_if(settlements, [](const Settlement& one) { return !one.exact; });
        return settlements;
    }

private:
    double border_with(std::size_t cls, std::size_t grid) const {
        double sum = 0;
        for (const auto& [pair, metres] : survey_.borders) {
            const auto a = class_of_[pair.first];
            const auto b = class_of_[pair.second];
            const auto& other = classes_[a == cls ? b : a].selected_by;
            if ((a == cls) != (b == cls) && other == std::vector{grid}) sum += metres;
        }
        return sum;
    }

    // For an overlap one of its grids; for a gap a grid that borders on it, or any where none does. The
    // longest border first.
    std::vector<std::size_t> candidates(std::size_t cls) const {
        std::vector<std::size_t> grids = classes_[cls].selected_by;
        if (grids.size() == 1) return grids;
        if (grids.empty()) {
            for (std::size_t grid = 0; grid < rules_.size(); ++grid)
                if (border_with(cls, grid) > 0) grids.push_back(grid);
        }
        if (grids.empty()) {
            grids.resize(rules_.size());
            std::iota(grids.begin(), grids.end(), std::size_t{0});
        }
        std::ranges::stable_sort(grids, std::ranges::greater{},
                                 [&](std::size_t grid) { return border_with(cls, grid); });
        return grids;
    }

    std::set<Owners> all_owners() const {
        std::vector<std::vector<std::size_t>> choices;
        std::size_t product = 1;
        for (std::size_t cls = 0; cls < classes_.size(); ++cls) {
            choices.push_back(candidates(cls));
            product = std::min(plans_max + 1, product * choices.back().size());
        }
        std::set<Owners> all;
        for (std::size_t grid = 0; grid < rules_.size(); ++grid) all.insert(all_to(grid, choices));
        if (product > plans_max)
            for (auto& choice : choices) choice.resize(1);
        Owners owners(classes_.size());
        const auto choose = [&](const auto& self, std::size_t cls) -> void {
            if (cls == classes_.size()) {
                all.insert(owners);
                return;
            }
            for (const auto grid : choices[cls]) {
                owners[cls] = grid;
                self(self, cls + 1);
            }
        };
        choose(choose, 0);
        return all;
    }

    Owners all_to(std::size_t grid, const std::vector<std::vector<std::size_t>>& choices) const {
        Owners owners;
        for (std::size_t cls = 0; cls < classes_.size(); ++cls) {
            const auto& by = classes_[cls].selected_by;
            const bool takes = by.empty() || std::ranges::find(by, grid) != by.end();
            owners.push_back(takes && by.size() != 1 ? grid : choices[cls].front());
        }
        return owners;
    }

    // Empty when a grid would be left without ground, or its rule is the rest and cannot be reworded.
    std::optional<Plan> plan_for(const Owners& owners) const {
        Plan plan{owners, {}, {}, SettlementKind::share, 0, 0, 0};
        for (std::size_t grid = 0; grid < rules_.size(); ++grid) {
            std::vector<Signature> wanted;
            std::vector<Signature> others;
            bool differs = false;
            for (std::size_t cls = 0; cls < classes_.size(); ++cls) {
                const auto& by = classes_[cls].selected_by;
                const bool now = std::ranges::find(by, grid) != by.end();
                differs = differs || now != (owners[cls] == grid);
                (owners[cls] == grid ? wanted : others).push_back(classes_[cls].signature);
            }
            if (!differs) continue;
            if (wanted.empty() || others.empty()) return std::nullopt;
            auto clause = clause_for(survey_.dividers, wanted, others);
            plan.conditions += conditions_of(clause);
            plan.changed.push_back(grid);
            plan.wording.emplace(grid, std::move(clause));
        }
        if (plan.changed.size() == 1) plan.kind = SettlementKind::reword;
        measure(plan);
        return plan;
    }

    // When one grid gets all the gaps, its rule may simply be the rest.
    std::optional<Plan> as_rest(const Plan& plan) const {
        std::set<std::size_t> takers;
        for (std::size_t cls = 0; cls < classes_.size(); ++cls)
            if (classes_[cls].selected_by.empty()) takers.insert(plan.owners[cls]);
        if (takers.size() != 1) return std::nullopt;
        Plan rest = plan;
        auto& clause = rest.wording[*takers.begin()];
        rest.conditions -= conditions_of(clause);
        clause = Clause{.op = Op::rest, .road = {}, .side = {}, .of = {}};
        rest.kind = SettlementKind::rest;
        return rest;
    }

    // In how many pieces the grids would lie, and how long they would border on each other.
    void measure(Plan& plan) const {
        std::vector<std::size_t> root(survey_.faces.size());
        std::iota(root.begin(), root.end(), std::size_t{0});
        const auto find = [&](std::size_t face) {
            while (root[face] != face) face = root[face];
            return face;
        };
        plan.pieces = root.size();
        for (const auto& [pair, metres] : survey_.borders) {
            const auto a = find(pair.first);
            const auto b = find(pair.second);
            if (plan.owners[class_of_[pair.first]] != plan.owners[class_of_[pair.second]]) {
                plan.border_m += metres;
            } else if (a != b) {
                root[std::max(a, b)] = std::min(a, b);
                --plan.pieces;
            }
        }
    }

    // Of each kind only those that leave the grids in the fewest pieces; fewest changes, fewest conditions
    // and the shortest borders first; the kinds in turn, so that different readings are offered.
    static std::vector<Plan> chosen(std::vector<Plan> plans) {
        std::ranges::stable_sort(plans, {}, [](const Plan& plan) {
            return std::tuple(plan.pieces, plan.changed.size(), plan.conditions, plan.border_m, plan.owners);
        });
        constexpr std::array kinds{SettlementKind::rest, SettlementKind::reword, SettlementKind::share};
        std::array<std::vector<const Plan*>, kinds.size()> by_kind;
        for (const auto& plan : plans) {
            auto& list = by_kind[static_cast<std::size_t>(plan.kind)];
            if (list.empty() || plan.pieces == list.front()->pieces) list.push_back(&plan);
        }
        std::vector<Plan> offered;
        for (std::size_t round = 0; round < settlements_max; ++round)
            for (const auto& list : by_kind)
                if (round < list.size() && offered.size() < settlements_max) offered.push_back(*list[round]);
        return offered;
    }

    // Written in words, read again and checked against every face.
    Settlement worded(const Plan& plan) const {
        Settlement settlement{plan.kind, {}, {}, {}, false};
        std::vector<Clause> clauses;
        bool readable = true;
        for (std::size_t grid = 0; grid < rules_.size(); ++grid) {
            auto rule = rules_[grid].rule;
            if (const auto wording = plan.wording.find(grid); wording != plan.wording.end()) {
                rule.text = words_of(wording->second, tongue_of(rule.text), survey_.names);
                settlement.changed.push_back(rule.grid);
            }
            auto clause = parse_rule(rule.text, survey_.names);
            readable = readable && clause.has_value();
            if (clause) clauses.push_back(std::move(*clause));
            settlement.rules.push_back(std::move(rule));
        }
        settlement.exact = readable && exact(select(survey_, clauses));
        for (const auto& cls : classes_)
            if (cls.selected_by.size() != 1)
                for (const auto face : cls.faces)
                    settlement.moves_faces.push_back(static_cast<int>(face) + 1);
        std::ranges::sort(settlement.moves_faces);
        return settlement;
    }

    const Survey& survey_;
    const std::vector<ReadRule>& rules_;
    std::vector<Class> classes_{};
    std::vector<std::size_t> class_of_{};
};

} // namespace

std::vector<Settlement> settlements_for(const Survey& survey, const std::vector<ReadRule>& rules,
                                        const Selection& selection) {
    if (exact(selection)) return {};
    return Settling(survey, rules, selection).settle();
}

} // namespace gezhi::geo
