#pragma once
// Pictures as evidence: kept sealed on the disk before any command names them, opened for whoever may see the
// case. Promises that a kept picture is whole and durable, and that what no command named is swept after a
// day. Never shows a picture by itself who may see it is the asker's question to its room.

#include "engine/engine.hpp"
#include "engine/inside.hpp"
#include "engine/vault.hpp"
#include "modules/files/model.hpp"

#include <map>
#include <optional>
#include <vector>

namespace gezhi::files {

struct FileRow {
    static constexpr std::string_view table = "file";
    static constexpr std::array<std::string_view, 1> key{"id"};
    FileId id{};
    Type type{Type::jpeg};
    std::int64_t bytes{0};
    std::int64_t width{0};
    std::int64_t height{0};
    Digest commitment{}; // SHA-256 of the sealed bytes on the disk
    Instant kept_at{};
};
BOOST_DESCRIBE_STRUCT(FileRow, (), (id, type, bytes, width, height, commitment, kept_at))

// Which stream a command gave the file to; rides with that command.
struct FileOfRow {
    static constexpr std::string_view table = "file_of";
    static constexpr std::array<std::string_view, 1> key{"file"};
    static constexpr std::array<sql::Index, 1> indexes{{{"file_of_by_stream", "stream"}}};
    FileId file{};
    StreamId stream{};
};
BOOST_DESCRIBE_STRUCT(FileOfRow, (), (file, stream))

struct Opened {
    FileRow row{};
    std::string bytes{};
};

class Files {
public:
    // Engine and vault outlive this; `folder` is DATA/files and is made when it is missing. Not `durable`
    // only for tests and the making of a demo.
    Files(engine::Engine& engine, const engine::Vault& vault, std::string folder, bool durable = true)
        : engine_(engine), vault_(vault), folder_(std::move(folder)), durable_(durable) {}

    // `claimed` is the content type that was said; empty: none was.
    Result<FileId> keep(std::string_view bytes, std::string_view claimed = {});
    Result<Opened> open(FileId id);
    // Those of the list that are kept, with type and size.
    Result<std::map<FileId, FileRow>> find(const std::vector<FileId>& ids);
    // The stream that names the file; nothing for an unnamed or unknown one.
    Result<std::optional<StreamId>> named_by(FileId id);

    // Put into the sides of the command that names the files.
    static void name(engine::Sides& sides, const std::vector<FileId>& files, StreamId stream) {
        for (const auto file : files) sides.put(FileOfRow{file, stream});
    }

    // Removes what no command named for a day, rows and bytes; says how many.
    Result<std::int64_t> sweep();

private:
    std::string path_of(FileId id) const;
    Result<std::int64_t> sweep_folder(Instant before);

    engine::Engine& engine_;
    const engine::Vault& vault_;
    std::string folder_;
    bool durable_{true};
};

// Whether all are kept and none was named by another stream than the one at hand: a set rule, so for facts().
Result<bool> may_name(engine::Inside& inside, const std::vector<FileId>& ids);

// Before Engine::open().
Result<void> create_side_tables(sql::Database& database);

} // namespace gezhi::files
