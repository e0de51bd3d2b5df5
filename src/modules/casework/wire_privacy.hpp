#pragma once
// What the routes of the data-protection post take and answer. Nothing here is ever taken back in but the
// reason of an erasure.

#include "json/json.hpp"
#include "modules/casework/privacy.hpp"
#include "modules/casework/wire.hpp"

namespace gezhi::casework::wire {

struct Looked {
    std::string actor{}; // name of the person, or clock, flow …
    std::string subject{};
    std::optional<Code> number{};
    std::string purpose{};
    Instant first{};
    Instant last{};
    std::int64_t count{0};
};
BOOST_DESCRIBE_STRUCT(Looked, (), (actor, subject, number, purpose, first, last, count))

struct HeldShown {
    CaseId id{};
    Code number{};
    std::int64_t version{0};
    Stage stage{Stage::none};
    Instant reported_at{};
    std::optional<Instant> closed_at{};
    std::optional<std::string> class_name{};
    std::optional<std::string> grid_name{};
    bool contact{false};
    bool place{false};
    std::int64_t texts{0};
    std::int64_t pictures{0};
    std::optional<Instant> erased_at{};
    std::optional<Problem> refusal{};         // of erasing everything now
    std::optional<Problem> contact_refusal{}; // of erasing the contact alone now, without a special reason
    std::vector<Looked> looks{};
};
BOOST_DESCRIBE_STRUCT(HeldShown, (),
                      (id, number, version, stage, reported_at, closed_at, class_name, grid_name, contact,
                       place, texts, pictures, erased_at, refusal, contact_refusal, looks))

struct EraseGiven {
    EraseReason reason{EraseReason::purpose_done};
    bool contact_only{false};
};
BOOST_DESCRIBE_STRUCT(EraseGiven, (), (reason, contact_only))

// The receipt of an erasure: what the log says, and where in it.
struct EraseReceipt {
    CaseId id{};
    Code number{};
    std::int64_t version{0};
    std::int64_t seq{0};
    Instant at{};
    Digest hash{};
    bool contact_only{false};
};
BOOST_DESCRIBE_STRUCT(EraseReceipt, (), (id, number, version, seq, at, hash, contact_only))

struct PictureHeld {
    FileId id{};
    std::string type{};
    std::int64_t bytes{0};
    Instant kept_at{};
};
BOOST_DESCRIBE_STRUCT(PictureHeld, (), (id, type, bytes, kept_at))

struct EverythingShown {
    Code number{};
    Instant reported_at{};
    Channel channel{Channel::resident_web};
    std::optional<std::string> class_name{};
    std::optional<std::string> grid_name{};
    std::optional<std::string> name{};
    std::optional<std::string> phone{};
    std::optional<std::string> door{};
    std::optional<Position> position{};
    std::optional<std::string> address{};
    std::vector<HeldText> texts{};
    std::vector<PictureHeld> pictures{};
    std::vector<Looked> looks{};
};
BOOST_DESCRIBE_STRUCT(EverythingShown, (),
                      (number, reported_at, channel, class_name, grid_name, name, phone, door, position,
                       address, texts, pictures, looks))

struct ErasedShown {
    CaseId id{};
    Code number{};
    Instant erased_at{};
    std::optional<std::string> class_name{};
};
BOOST_DESCRIBE_STRUCT(ErasedShown, (), (id, number, erased_at, class_name))

struct OverTimeShown {
    CaseId id{};
    Code number{};
    Instant closed_at{};
    bool contact_only{false};
};
BOOST_DESCRIBE_STRUCT(OverTimeShown, (), (id, number, closed_at, contact_only))

// What the housekeeping would erase if it ran now.
struct RetentionShown {
    std::int64_t contact_years{0}; // after the end of a case; 0: for ever
    std::int64_t content_years{0};
    std::int64_t originals_days{0};
    std::int64_t access_days{0};
    std::vector<OverTimeShown> cases{}; // the oldest first
    bool more{false};
};
BOOST_DESCRIBE_STRUCT(RetentionShown, (),
                      (contact_years, content_years, originals_days, access_days, cases, more))

} // namespace gezhi::casework::wire
