// gezhi picture: what the house would keep of a picture, for whoever wants to see it with their own eyes.

#include "apps/command.hpp"
#include "base/file.hpp"
#include "modules/files/children.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <fstream>
#include <iostream>

namespace gezhi::apps {

namespace {

struct PictureFlags {
    std::string from{};
    std::string to{};
};

Result<int> look(const PictureFlags& flags, bool as_json) {
    const auto bytes = bytes_of(flags.from);
    if (!bytes) return refuse(rules::setting_wrong, {{"name", "FILE"}, {"value", flags.from}});
    files::Children children(files::program_beside("gezhi-picture"));
    GEZHI_TRY(picture, children.keep(*bytes));
    if (!flags.to.empty()) {
        std::ofstream out(flags.to, std::ios::binary);
        out << picture.picture;
        out.close();
        if (!out) return refuse(files::rules::not_kept);
    }
    const auto type = files::media_type(picture.type);
    const auto kept = picture.picture.size();
    if (as_json)
        std::cout << fmt::format(
            R"({{"type":"{}","bytes":{},"width":{},"height":{},"kept":{},"thumbnail":{}}})", type,
            bytes->size(), picture.width, picture.height, kept, picture.thumb.size());
    else
        std::cout << fmt::format("{}, {} bytes; kept as JPEG of {} x {} pixels, {} bytes, thumbnail {} bytes",
                                 type, bytes->size(), picture.width, picture.height, kept,
                                 picture.thumb.size());
    std::cout << "\n";
    return exit_done;
}

} // namespace

void add_picture(CLI::App& app, Call& call) {
    auto* command =
        app.add_subcommand("picture", "Show what would be kept of a picture: no EXIF, no position");
    const auto flags = std::make_shared<PictureFlags>();
    command->add_option("FILE", flags->from, "JPEG, PNG, WebP or HEIC")->required();
    command->add_option("--out", flags->to, "write the cleaned picture there");
    add_json_option(*command, call);
    command->callback([&call, flags] {
        call.run = [&call, flags] { return without_house([&] { return look(*flags, call.json); }); };
    });
}

} // namespace gezhi::apps
