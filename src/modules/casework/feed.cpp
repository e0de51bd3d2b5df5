// The live feed (server-sent events): says that something changed, never what. Filtered for each reader by
// the posts held at that moment, with the clauses of the list; resumes after Last-Event-ID.

#include "http/stream.hpp"
#include "modules/casework/desk.hpp"

#include <mutex>

namespace gezhi::casework::detail {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

namespace {

constexpr std::size_t readers_max = 2000;

// Accounts are the administrator's affair; grids and playbook are everybody's.
bool may_hear(const people::SignedIn& who, const people::Rights& rights, const engine::FeedItem& item,
              Instant now) {
    const auto actor = rights.actor_of(who.person, now);
    if (actor.kind != ActorKind::person) return false;
    if (item.room == Casework::name) {
        if (!item.state) return false;
        return Scope::of(actor).sees(seen(*static_cast<const State*>(item.state.get())));
    }
    return item.room != "people" || actor.has(Duty::administrator);
}

http::ServerEvent told(const engine::FeedItem& item) {
    return {number(item.seq),
            {},
            json::write(wire::FeedEvent{item.seq, std::string(item.room), item.stream.text(), item.version}),
            0};
}

// Whoever listens. A reader that has gone is let go by the next one that comes.
class Ears {
public:
    explicit Ears(engine::Engine& engine) : engine_(engine) {}

    ~Ears() {
        for (const auto& ear : ears_) engine_.feed().unsubscribe(ear.subscription);
    }

    Ears(const Ears&) = delete;
    Ears& operator=(const Ears&) = delete;

    Result<std::shared_ptr<http::Stream>>
    open(const people::SignedIn& who, const std::shared_ptr<people::Rights>& rights, std::int64_t after) {
        const std::lock_guard lock(mutex_);
        forget();
        if (ears_.size() >= readers_max) return refuse(rules::too_many_readers);
        auto stream = std::make_shared<http::Stream>();
        auto& clock = engine_.clock();
        const auto subscription =
            engine_.feed().subscribe(after, [stream, who, rights, &clock](const engine::FeedItem& item) {
                if (stream->closed()) return;
                const auto now = clock.now();
                if (now > who.expires || rights->snapshot()->open(who.person) == nullptr)
                    return stream->close();
                if (may_hear(who, *rights, item, now)) stream->send(told(item));
            });
        // More happened than is remembered: the reader asks its lists again.
        if (!subscription.complete) stream->send(http::ServerEvent{{}, "gap", "{}", 0});
        ears_.push_back({stream, subscription.id});
        return stream;
    }

private:
    struct Ear {
        std::shared_ptr<http::Stream> stream;
        std::int64_t subscription{0};
    };

    void forget() {
        std::erase_if(ears_, [&](const Ear& ear) {
            if (!ear.stream->closed()) return false;
            engine_.feed().unsubscribe(ear.subscription);
            return true;
        });
    }

    engine::Engine& engine_;
    std::mutex mutex_;
    std::vector<Ear> ears_;
};

Result<std::int64_t> after_of(const Request& request, const engine::Engine& engine) {
    const auto given = request.header("last-event-id");
    if (!given || given->empty()) return engine.seq(); // from now on
    const auto seq = parse_number(*given);
    if (!seq || *seq < 0) return refuse(rules::bad_cursor);
    return *seq;
}

} // namespace

void add_feed_route(const Shared& desk, http::Routes& routes) {
    const auto ears = std::make_shared<Ears>(desk->wiring.engine);
    routes.push_back({Method::get, "/api/v1/feed", "casework.feed", Access::signed_in,
                      "Server-sent events: what changed, by id and version",
                      http::Handler([desk, ears](const Request& request) -> Result<Response> {
                          GEZHI_TRY(who, people::signed_in(request));
                          GEZHI_TRY(after, after_of(request, desk->wiring.engine));
                          GEZHI_TRY(stream, ears->open(who, desk->wiring.rights, after));
                          auto response = http::event_stream(std::move(stream));
                          return response;
                      })});
}

} // namespace gezhi::casework::detail
