#pragma once
// What the routes of this room take and answer.

#include "base/code.hpp"
#include "modules/files/model_album.hpp"

#include <optional>
#include <vector>

namespace gezhi::files::wire {

// A photo that is the same or looks the same, of a case the asker may see.
struct SamePhoto {
    FileId file{};
    CaseId case_id{};
    Code number{};
    bool exact{false};
};
BOOST_DESCRIBE_STRUCT(SamePhoto, (), (file, case_id, number, exact))

// `elsewhere`: how many more there are in cases the asker may not see; which, nobody is told.
struct Same {
    std::vector<SamePhoto> photos{};
    std::int64_t elsewhere{0};
};
BOOST_DESCRIBE_STRUCT(Same, (), (photos, elsewhere))

struct Kept {
    FileId id{};
    std::int64_t width{0};
    std::int64_t height{0};
    std::optional<Instant> taken_at{}; // as the camera says: a hint
    std::optional<double> lat{};       // WGS84
    std::optional<double> lon{};
    Same same{};
};
BOOST_DESCRIBE_STRUCT(Kept, (), (id, width, height, taken_at, lat, lon, same))

struct KeptVoice {
    FileId id{};
};
BOOST_DESCRIBE_STRUCT(KeptVoice, (), (id))

struct Picture {
    FileId id{};
    Side side{Side::before};
    bool gone{false}; // its time was over; what is left is that there was one
    std::int64_t width{0};
    std::int64_t height{0};
    std::optional<Instant> kept_at{};
    std::optional<Instant> taken_at{};
    std::optional<std::int64_t> distance_m{};  // between where the camera was and the place of the case
    std::optional<std::int64_t> publication{}; // it is public, as this one
    std::optional<FileId> wiped{};             // what the public sees of it
    std::vector<Scene> scenes{};               // why it is never public
    std::optional<Instant> until{};            // then the original goes
    Same same{};
};
BOOST_DESCRIBE_STRUCT(Picture, (),
                      (id, side, gone, width, height, kept_at, taken_at, distance_m, publication, wiped,
                       scenes, until, same))

// `may_publish`: this asker, of this case, as it stands.
struct Pictures {
    std::vector<Picture> pictures{};
    bool may_publish{false};
};
BOOST_DESCRIBE_STRUCT(Pictures, (), (pictures, may_publish))

struct WipeGiven {
    std::vector<Stroke> strokes{};
};
BOOST_DESCRIBE_STRUCT(WipeGiven, (), (strokes))

struct Wiped {
    FileId id{};
    std::int64_t width{0};
    std::int64_t height{0};
};
BOOST_DESCRIBE_STRUCT(Wiped, (), (id, width, height))

struct WipedPicture {
    FileId original{};
    FileId wiped{};
};
BOOST_DESCRIBE_STRUCT(WipedPicture, (), (original, wiped))

struct PublishGiven {
    std::vector<WipedPicture> pictures{};
};
BOOST_DESCRIBE_STRUCT(PublishGiven, (), (pictures))

struct WithdrawGiven {
    std::int64_t publication{0};
};
BOOST_DESCRIBE_STRUCT(WithdrawGiven, (), (publication))

struct BarGiven {
    FileId original{};
    std::vector<Scene> scenes{};
};
BOOST_DESCRIBE_STRUCT(BarGiven, (), (original, scenes))

} // namespace gezhi::files::wire
