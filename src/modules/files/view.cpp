#include "modules/files/view.hpp"

namespace gezhi::files {

namespace {

std::string_view word(Scene scene) {
    switch (scene) {
    case Scene::child:
        return "child";
    case Scene::person:
        return "person";
    case Scene::home:
        return "home";
    case Scene::enforcement:
        return "enforcement";
    }
    return {};
}

} // namespace

void view(const Album& album, engine::RowSet& rows) {
    std::map<FileId, PictureRow> all;
    const auto row = [&](FileId file) -> PictureRow& {
        auto& one = all[file];
        one.original = file;
        one.case_id = album.case_id;
        return one;
    };
    for (const auto& publication : album.publications)
        for (const auto& picture : publication.pictures) {
            auto& one = row(picture.original);
            one.side = picture.side;
            if (publication.withdrawn) continue;
            one.publication = publication.number;
            one.wiped = picture.wiped;
        }
    for (const auto& [file, scenes] : album.barred)
        for (const auto scene : scenes) {
            auto& text = row(file).scenes;
            text += (text.empty() ? "" : " ") + std::string(word(scene));
        }
    for (const auto& [file, side] : album.originals) {
        auto& one = row(file);
        one.side = side;
        one.until = album.until;
        one.gone = album.gone;
    }
    for (const auto& [file, one] : all) rows.put(one);
}

} // namespace gezhi::files
