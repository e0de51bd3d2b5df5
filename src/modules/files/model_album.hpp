#pragma once
// What is published of a case's photos, and how long the originals stay: one stream for each case that ever
// had one of the two. No photo is public by itself: a person who looked at it full size wipes what shows
// people and doors, and publishes the wiped one. Ids and codes only. Read first.

#include "base/actor.hpp"
#include "base/code.hpp"
#include "modules/files/model.hpp"

#include <boost/describe.hpp>

#include <map>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace gezhi::files {

enum class Side : std::uint8_t { before, after };
BOOST_DESCRIBE_ENUM(Side, before, after)

// What makes a photo one that is never published, wiped or not.
enum class Scene : std::uint8_t { child, person, home, enforcement };
BOOST_DESCRIBE_ENUM(Scene, child, person, home, enforcement)

struct Shown {
    FileId original{};
    FileId wiped{};
    Side side{Side::before};

    bool operator==(const Shown&) const = default;
};
BOOST_DESCRIBE_STRUCT(Shown, (), (original, wiped, side))

struct Publication {
    std::int64_t number{0}; // 1, 2 … within the case
    std::vector<Shown> pictures{};
    PersonId by{};
    Instant at{};
    bool withdrawn{false};

    bool operator==(const Publication&) const = default;
};

struct Album {
    std::int64_t version{0};
    CaseId case_id{};
    std::vector<Publication> publications{};
    std::map<FileId, std::vector<Scene>> barred{};
    std::map<FileId, Side> originals{}; // once the case has ended
    std::optional<Instant> until{};     // then the originals go
    bool gone{false};

    bool operator==(const Album&) const = default;
};

// The stream of a case's album: another one than the case's own.
inline StreamId album_of(CaseId id) {
    return StreamId{{id.bits.high, id.bits.low ^ 0x616c62756dULL}};
}

// Those of the publications that still stand, in their order.
inline std::vector<Shown> shown_of(const Album& album) {
    std::vector<Shown> all;
    for (const auto& publication : album.publications)
        if (!publication.withdrawn)
            all.insert(all.end(), publication.pictures.begin(), publication.pictures.end());
    return all;
}

// ---- commands

struct Publish { // all of them or none
    static constexpr std::string_view name = "files/publish";
    CaseId case_id{};
    std::vector<Shown> pictures{};
};
BOOST_DESCRIBE_STRUCT(Publish, (), (case_id, pictures))

struct Withdraw {
    static constexpr std::string_view name = "files/withdraw";
    CaseId case_id{};
    std::int64_t publication{0};
};
BOOST_DESCRIBE_STRUCT(Withdraw, (), (case_id, publication))

struct Bar { // no scene: it may be published again
    static constexpr std::string_view name = "files/bar";
    CaseId case_id{};
    FileId original{};
    std::vector<Scene> scenes{};
};
BOOST_DESCRIBE_STRUCT(Bar, (), (case_id, original, scenes))

struct Hide { // by flow: the case is no public one any more
    static constexpr std::string_view name = "files/hide";
    CaseId case_id{};
};
BOOST_DESCRIBE_STRUCT(Hide, (), (case_id))

struct LetGo { // by flow: the case has ended, the time of its photos runs
    static constexpr std::string_view name = "files/let_go";
    CaseId case_id{};
    std::vector<FileId> before{};
    std::vector<FileId> after{};
};
BOOST_DESCRIBE_STRUCT(LetGo, (), (case_id, before, after))

struct Hold { // by flow: the case was reopened
    static constexpr std::string_view name = "files/hold";
    CaseId case_id{};
};
BOOST_DESCRIBE_STRUCT(Hold, (), (case_id))

struct Expire { // by the clock
    static constexpr std::string_view name = "files/expire";
};
BOOST_DESCRIBE_STRUCT(Expire, (), ())

using AlbumCommand = std::variant<Publish, Withdraw, Bar, Hide, LetGo, Hold, Expire>;

// ---- events

struct Published {
    static constexpr std::string_view name = "files/published.1";
    CaseId case_id{};
    std::int64_t publication{0};
    std::vector<Shown> pictures{};
    PersonId by{};
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(Published, (), (case_id, publication, pictures, by, at))

struct Withdrawn { // `by` empty: the case was restricted
    static constexpr std::string_view name = "files/withdrawn.1";
    std::int64_t publication{0};
    PersonId by{};
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(Withdrawn, (), (publication, by, at))

struct Barred {
    static constexpr std::string_view name = "files/barred.1";
    CaseId case_id{};
    FileId original{};
    std::vector<Scene> scenes{};
    PersonId by{};
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(Barred, (), (case_id, original, scenes, by, at))

struct LeftToGo {
    static constexpr std::string_view name = "files/left_to_go.1";
    CaseId case_id{};
    std::vector<FileId> before{};
    std::vector<FileId> after{};
    Instant until{};
};
BOOST_DESCRIBE_STRUCT(LeftToGo, (), (case_id, before, after, until))

struct Held {
    static constexpr std::string_view name = "files/held.1";
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(Held, (), (at))

struct Expired {
    static constexpr std::string_view name = "files/expired.1";
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(Expired, (), (at))

using AlbumEvent = std::variant<Published, Withdrawn, Barred, LeftToGo, Held, Expired>;

// ---- facts: all that a decision may know of the world

// What the case is at this moment.
struct AlbumCase {
    bool exists{false};
    bool is_public{false};   // the case, and whatever its class is at least
    bool enforcement{false}; // on a legal path
    Code grid{};
    std::vector<FileId> before{};
    std::vector<FileId> after{};
};

struct WipedBy {
    FileId original{};
    PersonId person{};
};

struct AlbumFacts {
    Instant now{};
    StreamId stream{};
    Actor actor{};
    AlbumCase of{};
    std::map<FileId, WipedBy> wiped{}; // of the pictures that would be published
    std::optional<Instant> until{};    // were the case to end now; none: originals stay for ever
};

// ---- limits and names

constexpr std::size_t published_at_once_max = 18;
inline constexpr std::string_view album_flow = "pictures";

// ---- rule book

namespace rules {
inline constexpr Rule not_publisher{"files/not-publisher", Kind::denied,
                                    "Desk and liaison of the case's grid publish photos"};
inline constexpr Rule wrong_album{"files/wrong-album", Kind::invalid, "Each case has one album"};
inline constexpr Rule no_such_case{"files/no-such-case", Kind::missing, "There is no such case"};
inline constexpr Rule case_not_public{"files/case-not-public", Kind::conflict,
                                      "Only a public case of a public class has published photos"};
inline constexpr Rule case_enforced{"files/case-enforced", Kind::conflict,
                                    "A case on a legal path has no published photos"};
inline constexpr Rule never_public{"files/never-public", Kind::conflict,
                                   "The photo shows a child, a person, a home or an enforcement"};
inline constexpr Rule not_of_case{"files/not-of-case", Kind::invalid,
                                  "The photo is no evidence of this case on this side"};
inline constexpr Rule not_wiped{"files/not-wiped", Kind::invalid,
                                "What is published is the wiped picture, by the person who wiped it"};
inline constexpr Rule not_looked_at{"files/not-looked-at", Kind::conflict,
                                    "Whoever wipes a photo has looked at it full size before"};
inline constexpr Rule half_a_pair{"files/half-a-pair", Kind::invalid,
                                  "Photos before and after are published together or not at all"};
inline constexpr Rule bad_stroke{"files/bad-stroke", Kind::invalid,
                                 "More strokes, or a wider brush, than one picture takes"};
inline constexpr Rule published_already{"files/published-already", Kind::conflict,
                                        "The photo is published already"};
inline constexpr Rule nothing_published{"files/nothing-published", Kind::missing,
                                        "There is no such publication, or it was withdrawn"};
inline constexpr Rule nothing_to_do{"files/nothing-to-do", Kind::conflict, "The album is as it should be"};
} // namespace rules

} // namespace gezhi::files
