#include "modules/grid/http.hpp"

namespace gezhi::grid {

namespace detail {

std::string sentence(const Wiring& wiring, text::Language language, std::string_view key,
                     const Params& params) {
    return wiring.say ? wiring.say(language, key, params) : std::string(key);
}

} // namespace detail

http::Routes routes(Wiring wiring) {
    const auto shared = std::make_shared<const Wiring>(std::move(wiring));
    http::Routes list;
    detail::add_grid_routes(shared, list);
    detail::add_place_routes(shared, list);
    detail::add_label_routes(shared, list);
    const auto receipt = json::shape<people::ReceiptShown>;
    http::describe(list, {{"grid.state", nullptr, json::shape<wire::GridState>},
                          {"grid.locate", nullptr, json::shape<wire::LocatedShown>},
                          {"grid.check", json::shape<wire::RulesGiven>, json::shape<geo::ProofView>},
                          {"grid.what_if", json::shape<wire::RulesGiven>, json::shape<WhatIf>},
                          {"grid.draft", json::shape<wire::DraftGiven>, receipt},
                          {"grid.adopt", json::shape<wire::AdoptGiven>, receipt},
                          {"grid.import_ground", json::shape<wire::GroundGiven>, receipt},
                          {"grid.places", nullptr, json::shape<wire::PlaceList>},
                          {"grid.place", nullptr, json::shape<wire::PlaceShown>},
                          {"grid.add_place", json::shape<wire::PlaceGiven>, receipt},
                          {"grid.edit_place", json::shape<wire::PlaceGiven>, receipt},
                          {"grid.retire_place", nullptr, receipt}});
    return list;
}

} // namespace gezhi::grid
