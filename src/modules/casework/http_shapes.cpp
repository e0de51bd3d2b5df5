// What each route takes and answers, in one table, for the OpenAPI document and the types made from it.

#include "modules/casework/desk.hpp"
#include "modules/casework/wire_board.hpp"
#include "modules/casework/wire_in.hpp"

namespace gezhi::casework::detail {

void describe(http::Routes& routes) {
    const json::Shape receipt = json::shape<wire::Receipt>;
    http::describe(routes,
                   {{"casework.list", nullptr, json::shape<wire::CaseList>},
                    {"casework.file", nullptr, json::shape<wire::File>},
                    {"casework.clock", nullptr, json::shape<wire::ClockExplanation>},
                    {"casework.today", nullptr, json::shape<wire::Today>},
                    {"casework.similar", nullptr, json::shape<json::ListOf<wire::Similar>>},
                    {"casework.search", nullptr, json::shape<wire::FoundList>},
                    {"casework.board", nullptr, json::shape<wire::Board>},
                    {"casework.feed", nullptr, json::shape<wire::FeedEvent>},
                    {"casework.create", json::shape<wire::NewCase>, receipt},
                    {"casework.import", nullptr, json::shape<wire::Imported>},
                    {"casework.send_on", json::shape<wire::SendOn>, receipt},
                    {"casework.verify", json::shape<wire::Nothing>, receipt},
                    {"casework.accept", json::shape<wire::Nothing>, receipt},
                    {"casework.decline", json::shape<wire::Decline>, receipt},
                    {"casework.register", json::shape<wire::Register>, receipt},
                    {"casework.dispatch", json::shape<wire::Dispatch>, receipt},
                    {"casework.acknowledge", json::shape<wire::Nothing>, receipt},
                    {"casework.return_order", json::shape<wire::ReturnOrder>, receipt},
                    {"casework.hand_in", json::shape<wire::HandIn>, receipt},
                    {"casework.check", json::shape<wire::Check>, receipt},
                    {"casework.close", json::shape<wire::Close>, receipt},
                    {"casework.reopen", json::shape<wire::Reopen>, receipt},
                    {"casework.join", json::shape<wire::Join>, receipt},
                    {"casework.leave", json::shape<wire::Nothing>, receipt},
                    {"casework.say", json::shape<wire::Say>, receipt},
                    {"casework.note", json::shape<wire::Say>, receipt},
                    {"casework.bulk", json::shape<wire::BulkGiven>, json::shape<wire::BulkDone>},
                    {"casework.bulk_undo", json::shape<wire::BulkGiven>, json::shape<wire::BulkDone>},
                    {"casework.on_spot", json::shape<wire::FixedCase>, receipt},
                    {"casework.split", json::shape<wire::Split>, receipt},
                    {"casework.reopen_child", json::shape<wire::ReopenChild>, receipt},
                    {"casework.ask_extension", json::shape<wire::Reasoned>, receipt},
                    {"casework.ask_suspension", json::shape<wire::AskSuspension>, receipt},
                    {"casework.approve", json::shape<wire::WithWords>, receipt},
                    {"casework.refuse_request", json::shape<wire::Say>, receipt},
                    {"casework.recall", json::shape<wire::WithWords>, receipt},
                    {"casework.object", json::shape<wire::Say>, receipt},
                    {"casework.supervise", json::shape<wire::Say>, receipt},
                    {"casework.appeal", json::shape<wire::Reasoned>, receipt},
                    {"casework.review_appeal", json::shape<wire::ReviewAppeal>, receipt},
                    {"casework.set_visibility", json::shape<wire::SetVisibility>, receipt},
                    {"casework.refer", json::shape<wire::Refer>, receipt},
                    {"casework.hold", json::shape<wire::Hold>, receipt},
                    {"casework.resume", json::shape<wire::Nothing>, receipt},
                    {"casework.contact", json::shape<wire::ContactAsked>, json::shape<wire::ContactShown>}});
}

} // namespace gezhi::casework::detail
