#pragma once
// From a whole request to one answer, without sockets: finds the route, runs the gate and the handler
// (inline, on the worker pool, or handed over with a Reply), and renders every refusal as a problem. Promises
// one answer per request, also when a handler throws. Rooms may test their routes against it directly.

#include "http/router.hpp"
#include "http/worker_pool.hpp"

namespace gezhi::http {

// Looks at every routed request before its handler: session, access, origin, rate. May fill Request::visitor.
using Gate = std::function<Result<void>(Request&, const Route&)>;

struct DispatchParts {
    Routes routes{};
    Gate gate{};                                  // none: everybody may ask everything
    std::shared_ptr<const text::Locale> locale{}; // none: problems speak in keys
    std::size_t body_bytes_max{1 << 20};
    // A handler threw: request id and what(). For the log.
    std::function<void(std::string_view id, std::string_view what)> faulted{};
};

class Dispatcher {
public:
    using Deliver = std::function<void(Response)>;

    Dispatcher(DispatchParts parts, WorkerPool& pool);

    // The answer at once, or nothing, and then `deliver` is called later, from any thread.
    std::optional<Response> start(Request request, Deliver deliver) const;
    // The same, waiting; for tests and tools.
    Response answer(Request request) const;

    std::size_t body_bytes_max(Method method, std::string_view path) const;
    Response problem_for(const Request& request, const Error& error) const;
    Response problem_for(text::Language language, std::string_view request_id, const Error& error) const;

    const Router& router() const { return router_; }

private:
    Response unrouted(const Request& request, const std::vector<Method>& allowed) const;
    Response run(const Route& route, const Handler& handler, Request& request) const;
    void run_async(const Route& route, const AsyncHandler& handler, Request request, Deliver deliver) const;
    Response thrown(text::Language language, std::string_view id, std::string_view what) const;

    DispatchParts parts_;
    Router router_;
    WorkerPool& pool_;
};

} // namespace gezhi::http
