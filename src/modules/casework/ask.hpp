#pragma once
// The door for commands. Takes what people typed, gives texts their references (sealed by the vault), finds
// the grid of the place, suggests class, visibility and emergency from the playbook, and makes a Task for the
// writer. Nothing that a refusal of the room depends on is read here; only the shape is judged.

#include "base/text.hpp"
#include "engine/engine.hpp"
#include "engine/vault.hpp"
#include "modules/casework/model.hpp"
#include "modules/casework/model_rules.hpp"
#include "modules/files/query.hpp"
#include "modules/grid/query.hpp"
#include "modules/playbook/query.hpp"

#include <memory>

namespace gezhi::casework {

constexpr std::size_t text_characters_max = 2000;
constexpr std::size_t address_characters_max = 200;
constexpr std::size_t photos_max = 9;

namespace rules {
inline constexpr Rule text_missing{"casework/text-missing", Kind::invalid, "A report says what it is about"};
inline constexpr Rule place_missing{"casework/place-missing", Kind::invalid,
                                    "A report has a position, a place or an address"};
inline constexpr Rule position_incomplete{"casework/position-incomplete", Kind::invalid,
                                          "A position has lat, lon and the datum they are stated in"};
inline constexpr Rule position_absurd{"casework/position-absurd", Kind::invalid,
                                      "The coordinates are not on this earth"};
inline constexpr Rule position_swapped{"casework/position-swapped", Kind::invalid,
                                       "Latitude and longitude are swapped"};
inline constexpr Rule position_far{"casework/position-far", Kind::invalid,
                                   "The position is farther from the subdistrict than any report of it"};
inline constexpr Rule datum_unknown{"casework/datum-unknown", Kind::invalid,
                                    "The datum is wgs84, cgcs2000, gcj02 or bd09"};
inline constexpr Rule place_unknown{"casework/place-unknown", Kind::invalid, "No place has this id or code"};
inline constexpr Rule too_many_photos{"casework/too-many-photos", Kind::invalid,
                                      "At most nine photos a time"};
inline constexpr Rule no_table{"casework/no-table", Kind::invalid,
                               "The file is not a table with a head line, number and text"};
inline constexpr Rule table_too_long{"casework/table-too-long", Kind::limit,
                                     "More rows than one file may bring"};
inline constexpr Rule bad_external_number{"casework/bad-external-number", Kind::invalid,
                                          "The order's number is missing or holds other signs"};
inline constexpr Rule channel_not_yours{"casework/channel-not-yours", Kind::invalid,
                                        "This door does not take reports of that channel"};
} // namespace rules

struct Contact {
    std::string name{};
    std::string phone{};
    std::string door{}; // where to knock; never the place of the matter

    bool empty() const { return name.empty() && phone.empty() && door.empty(); }
};

// A report as every channel gives it.
struct ReportGiven {
    std::string text{};
    Channel channel{Channel::resident_web};
    std::optional<double> lat{};
    std::optional<double> lon{};
    std::string datum{}; // may be empty only without a position
    std::string place{}; // id or code
    std::string address{};
    Code class_code{};
    Contact contact{};
    bool may_be_called{false};
    Code notify_by{};
    std::optional<Instant> seen_at{};
    std::vector<FileId> photos{};
    std::optional<FileId> voice{};
    std::string source{};            // how the position was given: device, map, address, place
    std::optional<CaseId> same_as{}; // 我也遇到了
    std::optional<Code> external_number{};
    bool comes_first{false}; // 急难愁盼: who reports cannot wait
};

struct Door {
    engine::Engine& engine;
    engine::Room& room;
    const engine::Vault& vault;
    std::shared_ptr<const playbook::Books> books;
    std::shared_ptr<const grid::Ground> ground;
    files::Files* files{nullptr}; // none: no photos are taken
};

// A position farther off than this is a mistake of the sender, not a report from across the border.
constexpr double reach_m = 50'000;

// Where the matter is, as far as it was said.
struct Spot {
    std::optional<geo::Point> at{}; // WGS84
    grid::Located located{};
    std::optional<PlaceId> place{};
    std::string address{};
    std::string source{};
    std::string datum{};
};

Result<Spot> locate(const grid::Ground& ground, const ReportGiven& given);

// Class, visibility and emergency as the words suggest them; the desk decides.
struct Suggested {
    Code class_code{};
    Visibility visibility{Visibility::public_};
    Code emergency{};
};

Suggested suggest(const playbook::PlaybookIndex& index, std::string_view text, const Code& class_code);

struct Asked {
    engine::Task task{}; // id and fingerprint are the caller's
    Spot spot{};
    Suggested suggested{};
};

// A new case with a fresh id. Sent again under the same command id, the writer answers with the first one's.
Result<Asked> report(const Door& door, const Actor& actor, const ReportGiven& given);

// Seals one text of a case; the row goes into `sides`.
SealedText seal(const Door& door, CaseId id, std::string_view text, std::string_view kind,
                engine::Sides& sides);

// A part of a case, at the same spot and with a fresh id; its words and its place ride in `sides`.
Split split(const Door& door, const Spot& spot, std::string_view text, const Code& class_code,
            engine::Sides& sides);

// 现场处置: found and put right.
struct FixGiven {
    ReportGiven report{};
    Code condition{};
    std::string done{};
    std::vector<FileId> photos{}; // of the result
    Code closing{};
};

Result<Asked> fix_on_spot(const Door& door, const Actor& actor, const FixGiven& given);

// Names the photos of a case in its sides; whether they are there and free is asked inside the transaction.
Result<void> name_photos(const Door& door, CaseId id, const std::vector<FileId>& photos,
                         engine::Sides& sides);

// A command of a case, already shaped; for pages, flows and tests. Id and fingerprint are the caller's.
engine::Task command(const Door& door, const Actor& actor, CaseId id, Command command);

// The case as a command of this room has left it.
const State& state_of(const engine::Receipt& receipt);

} // namespace gezhi::casework
