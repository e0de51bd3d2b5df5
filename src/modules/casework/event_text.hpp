#pragma once
// The words that an event of this room refers to, if any: of a report, a talk, a note, a return, an ending.

#include "modules/casework/model.hpp"

namespace gezhi::casework {

template <class One>
constexpr bool holds_text = requires(const One& one) {
    one.report.text;
}

|| requires(const One& one) {
    one.text;
};

inline std::optional<SealedText> text_of(const Event& event) {
    return std::visit(
        [](const auto& one) -> std::optional<SealedText> {
            if constexpr (requires { one.report.text; })
                return one.report.text;
            else if constexpr (requires { one.text; })
                return one.text;
            else
                return std::nullopt;
        },
        event);
}

// 转法定途径: sealed for the one named officer.
inline bool for_the_officer(const Event& event) {
    return std::holds_alternative<Referred>(event);
}

} // namespace gezhi::casework
