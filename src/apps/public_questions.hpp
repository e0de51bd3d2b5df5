#pragma once
// What the public pages ask, answered by the rooms: reports without an account, receipt and follow page for
// whoever holds number and key, similar open public cases, places, emergencies. A wrong key and an unknown
// number are refused alike; no page learns more than a resident may read.

#include "modules/casework/ask.hpp"
#include "modules/casework/query.hpp"
#include "modules/casework/similar.hpp"
#include "modules/files/query.hpp"
#include "modules/grid/ground.hpp"
#include "modules/people/rights.hpp"
#include "pages/questions.hpp"

#include <memory>

namespace gezhi::casework {
class Casework;
}

namespace gezhi::engine {
template <class R>
class RoomOf;
}

namespace gezhi::apps {

struct StreetSign {
    std::string name{};
    std::string name_en{};
    std::string telephone{};
    bool demo{false};
};

// All references outlive the questions.
struct PublicWiring {
    engine::Engine& engine;
    engine::RoomOf<casework::Casework>& casework;
    const engine::Vault& vault;
    files::Files& files;
    std::shared_ptr<const playbook::Books> books;
    std::shared_ptr<const grid::Ground> ground;
    std::shared_ptr<const grid::GroundView> drawn; // for the schematic; null: an empty one
    std::shared_ptr<const casework::OpenCases> open_cases;
    std::shared_ptr<const text::Locale> locale;
    StreetSign street{};
    std::string public_url{};                       // without a slash at the end
    std::shared_ptr<const people::Rights> rights{}; // posts of those who looked; null: not told
};

pages::PublicQuestions public_questions(PublicWiring wiring);

namespace detail {

struct Public {
    explicit Public(PublicWiring given);

    PublicWiring wiring;
    casework::Cases cases;

    casework::Door door() const;
    // The case of a number, for the holder of its key.
    Result<CaseId> opened(const std::string& number, const std::string& key) const;
};

Result<pages::ReceiptPage> receipt_page(const Public& street, const std::string& number,
                                        const std::string& key, pages::Lang lang);
Result<pages::FollowPage> follow_page(const Public& street, const std::string& number, const std::string& key,
                                      pages::Lang lang);
// What is held about the reporter and who looked at it; looking at one's own leaves no line.
Result<pages::MinePage> mine_page(const Public& street, const std::string& number, const std::string& key);
Result<http::Response> follow_photo(const Public& street, const pages::PhotoWish& wish);
// What everybody may see of a public case; refused like an unknown one where nothing is published.
Result<pages::PublicCasePage> open_case(const Public& street, const std::string& number, pages::Lang lang);
Result<http::Response> open_photo(const Public& street, const pages::PhotoWish& wish);
bool has_public_photos(const Public& street, const Code& number);
pages::Step step_of(casework::Stage stage);
std::shared_ptr<const pages::MapLayers> layers_of(const grid::Drawn& drawn,
                                                  const std::vector<grid::PlaceFound>& places);

} // namespace detail

} // namespace gezhi::apps
