#include "geo/survey.hpp"

#include <algorithm>

namespace gezhi::geo {

namespace {

using Signature = std::vector<bool>;
enum class Want : std::uint8_t { any, left, right };
using Term = std::vector<Want>; // one for each divider

constexpr std::size_t all_terms_up_to = 6; // dividers: 3^6 terms; with more, terms grow from signatures

bool covers(const Term& term, const Signature& signature) {
    for (std::size_t i = 0; i < term.size(); ++i)
        if (term[i] != Want::any && (term[i] == Want::left) != signature[i]) return false;
    return true;
}

std::size_t literals(const Term& term) {
    return term.size() - static_cast<std::size_t>(std::ranges::count(term, Want::any));
}

bool covers_none(const Term& term, const std::vector<Signature>& others) {
    return std::ranges::none_of(others, [&](const Signature& one) { return covers(term, one); });
}

std::vector<Term> all_terms(std::size_t dividers, const std::vector<Signature>& others) {
    std::vector<Term> terms{{}};
    for (std::size_t i = 0; i < dividers; ++i) {
        std::vector<Term> longer;
        for (const auto& term : terms)
            for (const Want want : {Want::left, Want::right, Want::any}) {
                longer.push_back(term);
                longer.back().push_back(want);
            }
        terms = std::move(longer);
    }
    std::erase_if(terms, [&](const Term& term) { return !covers_none(term, others); });
    return terms;
}

// Each wanted signature, freed of one condition after another while no other face is let in.
std::vector<Term> grown_terms(const std::vector<Signature>& wanted, const std::vector<Signature>& others) {
    std::vector<Term> terms;
    for (const auto& signature : wanted) {
        Term term;
        for (const bool left : signature) term.push_back(left ? Want::left : Want::right);
        for (auto& want : term) {
            const Want before = want;
            want = Want::any;
            if (!covers_none(term, others)) want = before;
        }
        terms.push_back(std::move(term));
    }
    return terms;
}

std::vector<Term> fewest(const std::vector<Term>& terms, std::vector<Signature> wanted) {
    std::vector<Term> chosen;
    while (!wanted.empty()) {
        const Term* best = nullptr;
        std::size_t best_count = 0;
        for (const auto& term : terms) {
            const auto count = static_cast<std::size_t>(
                std::ranges::count_if(wanted, [&](const Signature& one) { return covers(term, one); }));
            const bool shorter = best != nullptr && count == best_count && literals(term) < literals(*best);
            if (count > best_count || (count > 0 && shorter)) {
                best = &term;
                best_count = count;
            }
        }
        require(best != nullptr, "every wanted signature has a term");
        std::erase_if(wanted, [&](const Signature& one) { return covers(*best, one); });
        chosen.push_back(*best);
    }
    return chosen;
}

// Greedy choice may leave a term that later ones make superfluous.
void drop_superfluous(std::vector<Term>& chosen, const std::vector<Signature>& wanted) {
    for (std::size_t i = chosen.size(); i-- > 0;) {
        const bool needed = std::ranges::any_of(wanted, [&](const Signature& one) {
            return std::ranges::count_if(chosen, [&](const Term& term) { return covers(term, one); }) == 1 &&
                   covers(chosen[i], one);
        });
        if (!needed) chosen.erase(chosen.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

Clause clause_of(const Term& term, const std::vector<Divider>& dividers) {
    std::vector<Clause> parts;
    for (std::size_t i = 0; i < term.size(); ++i)
        if (term[i] != Want::any)
            parts.push_back({Op::side, dividers[i].name, side_of(dividers[i], term[i] == Want::left), {}});
    if (parts.size() == 1) return std::move(parts.front());
    return {Op::all, {}, {}, std::move(parts)};
}

} // namespace

Clause clause_for(const std::vector<Divider>& dividers, const std::vector<Signature>& wanted,
                  const std::vector<Signature>& others) {
    const auto terms =
        dividers.size() <= all_terms_up_to ? all_terms(dividers.size(), others) : grown_terms(wanted, others);
    auto chosen = fewest(terms, wanted);
    drop_superfluous(chosen, wanted);
    std::ranges::sort(chosen, {}, [](const Term& term) {
        std::vector<bool> freed; // terms that name the first roads come first
        for (const Want want : term) freed.push_back(want == Want::any);
        return std::pair(freed, term);
    });
    std::vector<Clause> parts;
    for (const auto& term : chosen) parts.push_back(clause_of(term, dividers));
    if (parts.size() == 1) return std::move(parts.front());
    return {Op::any, {}, {}, std::move(parts)};
}

} // namespace gezhi::geo
