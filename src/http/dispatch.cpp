#include "http/dispatch.hpp"

#include "http/problem.hpp"
#include "http/rules.hpp"

#include <atomic>
#include <exception>
#include <future>

namespace gezhi::http {

namespace {

std::string allow(const std::vector<Method>& methods) {
    std::string text;
    for (const auto method : methods) {
        text += method_name(method);
        text += ", ";
    }
    return text + "OPTIONS";
}

} // namespace

Dispatcher::Dispatcher(DispatchParts parts, WorkerPool& pool)
    : parts_(std::move(parts)), router_(std::move(parts_.routes)), pool_(pool) {
    if (!parts_.locale) parts_.locale = std::make_shared<text::Locale>();
}

std::size_t Dispatcher::body_bytes_max(Method method, std::string_view path) const {
    if (method == Method::get) return parts_.body_bytes_max;
    const auto match = router_.find(method, path);
    const auto own = match.route == nullptr ? 0 : match.route->body_bytes_max;
    return own == 0 ? parts_.body_bytes_max : own;
}

Response Dispatcher::problem_for(const Request& request, const Error& error) const {
    return problem_for(language(request), request.id, error);
}

Response Dispatcher::problem_for(text::Language language, std::string_view request_id,
                                 const Error& error) const {
    return problem(error, *parts_.locale, {language, request_id});
}

Response Dispatcher::thrown(text::Language language, std::string_view id, std::string_view what) const {
    if (parts_.faulted) parts_.faulted(id, what);
    return problem_for(language, id, {&gezhi::rules::internal});
}

Response Dispatcher::unrouted(const Request& request, const std::vector<Method>& allowed) const {
    if (request.method == Method::options && (!allowed.empty() || request.path == "*"))
        return {.status = 204, .headers = {{"Allow", allow(allowed)}}};
    if (allowed.empty()) return problem_for(request, {&rules::no_such_page});
    auto response = problem_for(request, {&rules::method_not_allowed, {{"allow", allow(allowed)}}});
    response.headers.emplace_back("Allow", allow(allowed));
    return response;
}

// A last catch for what a third-party library throws through a handler.
Response Dispatcher::run(const Route& route, const Handler& handler, Request& request) const {
    try {
        if (parts_.gate)
            if (const auto passed = parts_.gate(request, route); !passed)
                return problem_for(request, passed.error());
        auto result = handler(request);
        if (!result) return problem_for(request, result.error());
        return std::move(*result);
    } catch (const std::exception& fault) {
        return thrown(language(request), request.id, fault.what());
    }
}

void Dispatcher::run_async(const Route& route, const AsyncHandler& handler, Request request,
                           Deliver deliver) const {
    const auto chosen = language(request);
    const auto id = request.id;
    const auto gone = std::make_shared<std::atomic<bool>>(false);
    // Without `this`: a reply may come when the server is gone.
    const auto once = [locale = parts_.locale, chosen, id, gone, deliver](Result<Response> result) {
        if (gone->exchange(true)) return;
        deliver(result ? std::move(*result) : problem(result.error(), *locale, {chosen, id}));
    };
    try {
        if (parts_.gate)
            if (const auto passed = parts_.gate(request, route); !passed) return once(refuse(passed.error()));
        handler(std::move(request), Reply(once));
    } catch (const std::exception& fault) {
        if (!gone->exchange(true)) deliver(thrown(chosen, id, fault.what()));
    }
}

std::optional<Response> Dispatcher::start(Request request, Deliver deliver) const {
    auto match = router_.find(request.method, request.path);
    if (match.route == nullptr) return unrouted(request, match.allowed);
    request.parameters = std::move(match.parameters);
    const auto& route = *match.route;
    const auto* quick = std::get_if<Handler>(&route.handler);
    const auto* later = std::get_if<AsyncHandler>(&route.handler);
    if (route.inline_ && quick != nullptr) return run(route, *quick, request);
    if (route.inline_) {
        run_async(route, *later, std::move(request), std::move(deliver));
        return std::nullopt;
    }
    const auto chosen = language(request);
    const auto id = request.id;
    WorkerPool::Job job = [this, &route, quick, later, request = std::move(request),
                           deliver = std::move(deliver)]() mutable {
        if (quick != nullptr)
            deliver(run(route, *quick, request));
        else
            run_async(route, *later, std::move(request), std::move(deliver));
    };
    if (pool_.submit(job)) return std::nullopt;
    return problem_for(chosen, id, {&rules::busy, {{"retry_after", "1"}}});
}

Response Dispatcher::answer(Request request) const {
    auto promise = std::make_shared<std::promise<Response>>();
    auto future = promise->get_future();
    auto at_once =
        start(std::move(request), [promise](Response response) { promise->set_value(std::move(response)); });
    return at_once ? std::move(*at_once) : future.get();
}

} // namespace gezhi::http
