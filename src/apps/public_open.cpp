// What everybody may see of a public case: what it is, how far, and the wiped photos that a person published.

#include "apps/public_questions.hpp"
#include "flows/pictures.hpp"
#include "modules/casework/shape.hpp"
#include "modules/files/album_room.hpp"
#include "modules/files/http.hpp"

namespace gezhi::apps::detail {

namespace {

struct OpenCase {
    casework::State state{};
    std::vector<files::Shown> shown{};
};

// The case as it is now: what was published of it stays hidden while it may show nothing.
Result<OpenCase> open_case_of(const Public& street, const std::string& number) {
    const auto code = Code::parse(number);
    if (!code) return refuse(casework::rules::no_such_case);
    GEZHI_TRY(id, street.cases.by_number(*code));
    if (!id) return refuse(casework::rules::no_such_case);
    GEZHI_TRY(shown, files::public_of(street.wiring.engine, *id));
    if (shown.empty()) return refuse(casework::rules::no_such_case);
    GEZHI_TRY(told, street.cases.history(*id));
    if (!flows::may_show_photos(told.state)) return refuse(casework::rules::no_such_case);
    return OpenCase{std::move(told.state), std::move(shown)};
}

} // namespace

Result<pages::PublicCasePage> open_case(const Public& street, const std::string& number, pages::Lang lang) {
    GEZHI_TRY(found, open_case_of(street, number));
    const casework::Shape shape{street.wiring.books->current(), street.wiring.ground, street.wiring.locale,
                                lang, street.wiring.engine.clock().now()};
    pages::PublicCasePage page;
    page.number = number;
    page.matter = shape.matter(found.state.class_code);
    page.where = shape.ground().grid_name(found.state.grid, shape.english());
    page.step = step_of(found.state.stage);
    page.ended = !casework::open(found.state);
    for (const auto& one : found.shown)
        (one.side == files::Side::before ? page.photos_before : page.photos_after)
            .push_back("/open/" + number + "/photo/" + one.wiped.text());
    return page;
}

Result<http::Response> open_photo(const Public& street, const pages::PhotoWish& wish) {
    GEZHI_TRY(found, open_case_of(street, wish.number));
    for (const auto& one : found.shown)
        if (one.wiped.text() == wish.file) {
            const auto size = wish.thumb ? files::Size::thumb : files::Size::whole;
            GEZHI_TRY(opened, street.wiring.files.open(one.wiped, size));
            return files::picture_response(std::move(opened));
        }
    return refuse(casework::rules::no_such_case);
}

bool has_public_photos(const Public& street, const Code& number) {
    return open_case_of(street, number.value).has_value();
}

} // namespace gezhi::apps::detail
