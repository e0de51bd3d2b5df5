#pragma once
// Routes as tables of plain rows, one table per room, and the search among them: by segments, no regular
// expressions, a literal before a {parameter} before a {rest*}. The rows can be listed, for `gezhi routes`
// and the OpenAPI document. Two rows with one method and pattern are a bug.

#include "http/message.hpp"
#include "json/schema.hpp"

#include <functional>
#include <map>
#include <span>
#include <variant>

namespace gezhi::http {

// The one answer to one request: may be kept, moved and called from any thread, once. A reply that is dropped
// uncalled answers 500, so that no client waits for nothing.
class Reply {
public:
    using Deliver = std::function<void(Result<Response>)>;

    explicit Reply(Deliver deliver) : deliver_(std::move(deliver)) {}

    Reply(Reply&& other) noexcept : deliver_(std::exchange(other.deliver_, nullptr)) {}

    Reply& operator=(Reply&& other) noexcept {
        std::swap(deliver_, other.deliver_);
        return *this;
    }

    ~Reply();

    void operator()(Result<Response> result);

private:
    Deliver deliver_;
};

using Handler = std::function<Result<Response>(const Request&)>;
using AsyncHandler = std::function<void(Request, Reply)>;

// Who may ask; the gate of the server (Options::gate) enforces it.
enum class Access : std::uint8_t {
    anonymous, // no session is looked for
    any,       // the session is looked up when there is one
    signed_in  // 401 without a session
};

struct Route {
    Method method{Method::get};
    std::string pattern{}; // "/api/v1/cases/{id}/close", "/assets/{path*}"
    std::string name{};    // operation id: "casework.close"
    Access access{Access::signed_in};
    std::string doc{}; // one English line
    std::variant<Handler, AsyncHandler> handler{};
    // Runs on the I/O thread, gate included: for answers that take microseconds and never wait.
    bool inline_{false};
    std::size_t body_bytes_max{0}; // 0: the server's limit
    json::Shape body{nullptr};     // what it takes and answers, for the OpenAPI document
    json::Shape answer{nullptr};
};

using Routes = std::vector<Route>;

struct Shaped {
    std::string_view name;     // of the route
    json::Shape body{nullptr}; // none: it takes no JSON
    json::Shape answer{nullptr};
};

// Says what the routes of a room take and answer, in one table. A name that no route has is a bug.
void describe(Routes& routes, std::initializer_list<Shaped> table);

class Router {
public:
    explicit Router(Routes routes);

    struct Match {
        const Route* route{nullptr};
        Pairs parameters{};
        std::vector<Method> allowed{}; // where the path is known but not with this method
    };

    Match find(Method method, std::string_view path) const;

    std::span<const Route> routes() const { return routes_; }

private:
    struct Node {
        std::map<std::string, std::size_t, std::less<>> literals{};
        std::size_t parameter{0}; // 0: none, for node 0 is the root
        std::string parameter_name{};
        bool rest{false}; // this node takes all that is left of the path
        std::map<Method, std::size_t> routes{};
    };

    struct Walk;

    void add(std::size_t index);
    std::size_t child(std::size_t node, std::string_view segment);

    Routes routes_;
    std::vector<Node> nodes_;
};

} // namespace gezhi::http
