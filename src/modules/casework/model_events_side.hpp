#pragma once
// The events of the side roads. As all events of this room: ids, codes, whole numbers, instants and
// references only, and never changed once released.

#include "modules/casework/model_commands.hpp"

namespace gezhi::casework {

struct ExtensionAsked {
    static constexpr std::string_view name = "casework/extension_asked.1";
    Code reason{};
    std::optional<SealedText> text{};
    PersonId by{};
    Instant at{};

    bool operator==(const ExtensionAsked&) const = default;
};
BOOST_DESCRIBE_STRUCT(ExtensionAsked, (), (reason, text, by, at))

struct SuspensionAsked {
    static constexpr std::string_view name = "casework/suspension_asked.1";
    Code reason{};
    Instant until{};
    std::optional<SealedText> text{};
    PersonId by{};
    Instant at{};

    bool operator==(const SuspensionAsked&) const = default;
};
BOOST_DESCRIBE_STRUCT(SuspensionAsked, (), (reason, until, text, by, at))

struct RequestApproved { // one of several approvals
    static constexpr std::string_view name = "casework/request_approved.1";
    std::optional<SealedText> text{};
    PersonId by{};
    Instant at{};

    bool operator==(const RequestApproved&) const = default;
};
BOOST_DESCRIBE_STRUCT(RequestApproved, (), (text, by, at))

struct Extended {
    static constexpr std::string_view name = "casework/extended.1";
    std::optional<SealedText> text{};
    PersonId by{}; // who approved last
    Instant at{};
    ClockStart clock{}; // the first start with one original limit more

    bool operator==(const Extended&) const = default;
};
BOOST_DESCRIBE_STRUCT(Extended, (), (text, by, at, clock))

struct Suspended {
    static constexpr std::string_view name = "casework/suspended.1";
    Code reason{};
    Instant until{};
    std::optional<SealedText> text{};
    PersonId by{};
    Instant at{};

    bool operator==(const Suspended&) const = default;
};
BOOST_DESCRIBE_STRUCT(Suspended, (), (reason, until, text, by, at))

struct RequestRefused {
    static constexpr std::string_view name = "casework/request_refused.1";
    SealedText text{};
    PersonId by{};
    Instant at{};

    bool operator==(const RequestRefused&) const = default;
};
BOOST_DESCRIBE_STRUCT(RequestRefused, (), (text, by, at))

struct Recalled {
    static constexpr std::string_view name = "casework/recalled.1";
    Code from_unit{};
    std::optional<SealedText> text{};
    Instant at{};
    ClockStart clock{}; // the desk's; the handling clock rests

    bool operator==(const Recalled&) const = default;
};
BOOST_DESCRIBE_STRUCT(Recalled, (), (from_unit, text, at, clock))

struct Supervised {
    static constexpr std::string_view name = "casework/supervised.1";
    SealedText text{};
    PersonId by{};
    Instant at{};
    Instant until{};

    bool operator==(const Supervised&) const = default;
};
BOOST_DESCRIBE_STRUCT(Supervised, (), (text, by, at, until))

struct SupervisionMissed { // nothing was handed in until then
    static constexpr std::string_view name = "casework/supervision_missed.1";
    Instant until{};

    bool operator==(const SupervisionMissed&) const = default;
};
BOOST_DESCRIBE_STRUCT(SupervisionMissed, (), (until))

struct Appealed {
    static constexpr std::string_view name = "casework/appealed.1";
    Code reason{};
    std::optional<SealedText> text{};
    PersonId by{};
    Instant at{};

    bool operator==(const Appealed&) const = default;
};
BOOST_DESCRIBE_STRUCT(Appealed, (), (reason, text, by, at))

struct AppealReviewed {
    static constexpr std::string_view name = "casework/appeal_reviewed.1";
    bool granted{false};
    bool decided{false}; // by this review
    std::optional<SealedText> text{};
    PersonId by{};
    Instant at{};

    bool operator==(const AppealReviewed&) const = default;
};
BOOST_DESCRIBE_STRUCT(AppealReviewed, (), (granted, decided, text, by, at))

struct SplitOff {
    static constexpr std::string_view name = "casework/split_off.1";
    CaseId child{};
    Code class_code{};
    SealedText text{};            // the child's
    Digest position_commitment{}; // the child's
    PersonId by{};
    Instant at{};

    bool operator==(const SplitOff&) const = default;
};
BOOST_DESCRIBE_STRUCT(SplitOff, (), (child, class_code, text, position_commitment, by, at))

struct ChildEnded {
    static constexpr std::string_view name = "casework/child_ended.1";
    CaseId child{};

    bool operator==(const ChildEnded&) const = default;
};
BOOST_DESCRIBE_STRUCT(ChildEnded, (), (child))

struct ChildReopened { // the parent has agreed; the flow opens it
    static constexpr std::string_view name = "casework/child_reopened.1";
    CaseId child{};
    Code reason{};
    std::optional<SealedText> text{};
    Instant at{};

    bool operator==(const ChildReopened&) const = default;
};
BOOST_DESCRIBE_STRUCT(ChildReopened, (), (child, reason, text, at))

struct FixedOnSpot {
    static constexpr std::string_view name = "casework/fixed_on_spot.1";
    SealedText text{};
    std::vector<FileId> photos{};
    PersonId by{};
    Instant at{};
    bool check_required{false};
    ClockStart clock{}; // check, or answer when none is due

    bool operator==(const FixedOnSpot&) const = default;
};
BOOST_DESCRIBE_STRUCT(FixedOnSpot, (), (text, photos, by, at, check_required, clock))

} // namespace gezhi::casework
