#pragma once
// Pictures as evidence: decoded by a process of their own, kept sealed on the disk before any command names
// them, opened for whoever may see the case. Promises that a kept picture is whole and durable, and that what
// no command named is swept after a day. Never shows a picture by itself: who may see it is the asker's
// question to its room.

#include "engine/engine.hpp"
#include "engine/inside.hpp"
#include "engine/vault.hpp"
#include "modules/files/children.hpp"
#include "modules/files/rows.hpp"

#include <map>
#include <optional>
#include <vector>

namespace gezhi::files {

enum class Size : std::uint8_t { whole, thumb };

// Whose camera may tell when and where: residents are promised that it is taken out and forgotten.
enum class Sender : std::uint8_t { resident, staff };

struct Opened {
    FileRow row{};
    std::string bytes{};
};

// A photo of another case, or of this one, that is the same or looks the same.
struct Same {
    FileId file{};
    StreamId stream{};
    bool exact{false}; // the very same upload
    int bits{0};       // of 128 that differ

    bool operator==(const Same&) const = default;
};

// Where things stand and who makes them; all outlive the files.
struct Keeping {
    std::string folder{};  // DATA/files; made when it is missing
    std::string decoder{}; // the picture program; empty: pictures are refused as no-decoder
    bool durable{true};    // false only for tests and the making of a demo
    ChildLimits limits{};
};

class Files {
public:
    Files(engine::Engine& engine, const engine::Vault& vault, Keeping keeping)
        : engine_(engine), vault_(vault), keeping_(std::move(keeping)),
          children_(keeping_.decoder, keeping_.limits) {}

    // `claimed` is the content type that was said; empty: none was.
    Result<FileId> keep(std::string_view bytes, std::string_view claimed = {},
                        Sender sender = Sender::resident);
    // A voice message, as it came: no process of ours looks into it, the listener's browser does.
    Result<FileId> keep_voice(std::string_view bytes, std::string_view claimed = {});
    Result<Opened> open(FileId id, Size size = Size::whole);
    // A new picture, painted over for good, bound to the one it was made from and to whoever made it.
    Result<FileId> wipe(FileId original, const std::vector<Stroke>& strokes, PersonId by);

    // Those of the list that are kept, with type and size.
    Result<std::map<FileId, FileRow>> find(const std::vector<FileId>& ids);
    // The stream that names the file; nothing for an unnamed or unknown one.
    Result<std::optional<StreamId>> named_by(FileId id);
    // What the camera of a member of staff said; empty for everything else.
    Result<Hint> hint(FileId id);
    // Named photos that are the same or look the same, the most alike first, at most `same_max`.
    Result<std::vector<Same>> same_as(FileId id);

    // Put into the sides of the command that names the files.
    static void name(engine::Sides& sides, const std::vector<FileId>& files, StreamId stream) {
        for (const auto file : files) sides.put(FileOfRow{file, stream});
    }

    // All that hang on the stream, and every copy that was wiped from one of them.
    Result<std::vector<FileId>> of_stream(StreamId stream);

    // Every row about them, put into the sides of the command that erases them; the bytes go afterwards, with
    // remove().
    Result<void> forget(engine::Sides& sides, const std::vector<FileId>& files);

    // Removes the bytes; twice is once.
    void remove(const std::vector<FileId>& files);

    // Removes what no command named for a day, rows and bytes; says how many.
    Result<std::int64_t> sweep();
    // Rows and bytes of these, for good: their time is over or their subject was erased.
    Result<std::int64_t> forget(const std::vector<FileId>& files);

private:
    std::string path_of(FileId id) const;
    Result<FileId> put(const Made& made, FileRow row, engine::Task task);
    Result<std::int64_t> sweep_folder(Instant before);
    void remove_bytes(FileId id) const;

    engine::Engine& engine_;
    const engine::Vault& vault_;
    Keeping keeping_;
    Children children_;
};

enum class Kept : std::uint8_t { picture, voice };

// Whether all are kept, of that kind, and none was named by another stream than the one at hand: a set rule,
// so for facts().
Result<bool> may_name(engine::Inside& inside, const std::vector<FileId>& ids, Kept kept = Kept::picture);

// Before Engine::open().
Result<void> create_side_tables(sql::Database& database);

} // namespace gezhi::files
