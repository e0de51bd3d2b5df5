#pragma once
// The commands of the side roads: more time, rest, taking back, watching over, appealing. Shaped by the door
// like the rest: ids, codes, instants and references only.

#include "modules/casework/state.hpp"

#include <string_view>

namespace gezhi::casework {

struct AskExtension { // 申请延期: by the unit, before the due moment; one original limit more
    static constexpr std::string_view name = "casework/ask_extension";
    Code reason{};
    std::optional<SealedText> text{};
};
BOOST_DESCRIBE_STRUCT(AskExtension, (), (reason, text))

struct AskSuspension { // 申请挂账（缓办）: by the unit
    static constexpr std::string_view name = "casework/ask_suspension";
    Code reason{};
    Instant until{};
    std::optional<SealedText> text{};
};
BOOST_DESCRIBE_STRUCT(AskSuspension, (), (reason, until, text))

struct Approve { // 同意: the last of the approvals needed grants it
    static constexpr std::string_view name = "casework/approve";
    std::optional<SealedText> text{};
};
BOOST_DESCRIBE_STRUCT(Approve, (), (text))

struct RefuseRequest { // 不同意, with the reason
    static constexpr std::string_view name = "casework/refuse_request";
    SealedText text{};
};
BOOST_DESCRIBE_STRUCT(RefuseRequest, (), (text))

struct Recall { // 撤回派遣: the desk takes it back before the unit has touched it
    static constexpr std::string_view name = "casework/recall";
    std::optional<SealedText> text{};
};
BOOST_DESCRIBE_STRUCT(Recall, (), (text))

struct Supervise { // 督办
    static constexpr std::string_view name = "casework/supervise";
    SealedText text{};
};
BOOST_DESCRIBE_STRUCT(Supervise, (), (text))

struct AppealLateness { // 超期申诉: by the unit that was late, after the ending
    static constexpr std::string_view name = "casework/appeal";
    Code reason{};
    std::optional<SealedText> text{};
};
BOOST_DESCRIBE_STRUCT(AppealLateness, (), (reason, text))

struct ReviewAppeal { // 申诉审核: all reviewers must grant it; one refusal decides
    static constexpr std::string_view name = "casework/review_appeal";
    bool granted{false};
    std::optional<SealedText> text{};
};
BOOST_DESCRIBE_STRUCT(ReviewAppeal, (), (granted, text))

struct Split { // 拆分: part of the matter is a case of its own; the flow `split` reports it
    static constexpr std::string_view name = "casework/split";
    CaseId child{}; // a fresh id
    Code class_code{};
    SealedText text{}; // sealed for the child
    Digest position_commitment{};
};
BOOST_DESCRIBE_STRUCT(Split, (), (child, class_code, text, position_commitment))

struct CountChildEnd { // to the parent, by flow
    static constexpr std::string_view name = "casework/count_child_end";
    CaseId child{};
};
BOOST_DESCRIBE_STRUCT(CountChildEnd, (), (child))

struct ReopenChild { // asked of the parent, which learns first
    static constexpr std::string_view name = "casework/reopen_child";
    CaseId child{};
    Code reason{};
    std::optional<SealedText> text{};
};
BOOST_DESCRIBE_STRUCT(ReopenChild, (), (child, reason, text))

struct InheritVisibility { // to a child, by flow: never less strict than its parent
    static constexpr std::string_view name = "casework/inherit_visibility";
    Visibility visibility{Visibility::public_};
};
BOOST_DESCRIBE_STRUCT(InheritVisibility, (), (visibility))

} // namespace gezhi::casework
