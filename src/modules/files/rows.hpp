#pragma once
// The side tables of this room: what is kept of a picture beside its bytes. Precious, never rebuilt, erased
// with the picture.

#include "engine/rows.hpp"
#include "modules/files/model.hpp"

namespace gezhi::files {

constexpr std::int64_t same_max = 20;

struct FileRow {
    static constexpr std::string_view table = "file";
    static constexpr std::array<std::string_view, 1> key{"id"};
    FileId id{};
    Type type{Type::jpeg}; // of what was sent; of a picture a JPEG is kept
    std::int64_t bytes{0};
    std::int64_t width{0};
    std::int64_t height{0};
    std::int64_t thumb_bytes{0};
    Digest commitment{}; // SHA-256 of the sealed bytes on the disk
    Instant kept_at{};
    std::optional<FileId> wiped_from{};
    std::optional<PersonId> wiped_by{};
    std::int64_t strokes{0}; // of the brush
};
BOOST_DESCRIBE_STRUCT(FileRow, (),
                      (id, type, bytes, width, height, thumb_bytes, commitment, kept_at, wiped_from, wiped_by,
                       strokes))

// Which stream a command gave the file to; rides with that command.
struct FileOfRow {
    static constexpr std::string_view table = "file_of";
    static constexpr std::array<std::string_view, 1> key{"file"};
    static constexpr std::array<sql::Index, 1> indexes{{{"file_of_by_stream", "stream"}}};
    FileId file{};
    StreamId stream{};
};
BOOST_DESCRIBE_STRUCT(FileOfRow, (), (file, stream))

// How a photo looks, and what was sent to the byte; the hint of its camera is sealed.
struct FileLookRow {
    static constexpr std::string_view table = "file_look";
    static constexpr std::array<std::string_view, 1> key{"file"};
    static constexpr std::array<sql::Index, 1> indexes{{{"file_look_by_sent", "sent"}}};
    FileId file{};
    Digest sent{}; // SHA-256 of the upload
    std::int64_t across{0};
    std::int64_t down{0};
    std::string hint{};
};
BOOST_DESCRIBE_STRUCT(FileLookRow, (), (file, sent, across, down, hint))

struct FileBandRow {
    static constexpr std::string_view table = "file_band";
    static constexpr std::array<std::string_view, 2> key{"band", "file"};
    static constexpr std::array<sql::Index, 1> indexes{{{"file_band_by_file", "file"}}};
    std::int64_t band{0};
    FileId file{};
};
BOOST_DESCRIBE_STRUCT(FileBandRow, (), (band, file))

} // namespace gezhi::files
