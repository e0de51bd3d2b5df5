#include "apps/log_lines.hpp"

#include <spdlog/async.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace gezhi::apps {

namespace {

constexpr std::size_t lines_waiting_max = 1024;

// One word of a line: what would end it or its quotes is replaced.
std::string word(std::string_view text) {
    std::string safe(text);
    for (char& c : safe)
        if (static_cast<unsigned char>(c) < ' ' || c == '"') c = '\'';
    return safe.find(' ') == safe.npos ? safe : "\"" + safe + "\"";
}

} // namespace

void start_log_lines() {
    spdlog::init_thread_pool(lines_waiting_max, 1);
    auto logger = spdlog::create_async_nb<spdlog::sinks::stderr_sink_mt>("gezhi");
    logger->set_pattern("time=%Y-%m-%dT%H:%M:%S.%e%z level=%l %v");
    logger->flush_on(spdlog::level::warn);
    spdlog::set_default_logger(std::move(logger));
}

void stop_log_lines() {
    spdlog::shutdown();
}

void log_answered(const http::Answered& one, std::string_view pattern) {
    spdlog::info("request={} method={} route={} status={} bytes={} us={}", word(one.id),
                 http::method_name(one.method), word(pattern), one.status, one.bytes, one.took.count());
}

void log_fault(std::string_view id, std::string_view what) {
    spdlog::error("request={} fault={}", word(id), word(what));
}

void log_note(std::string_view what, std::string_view value) {
    spdlog::warn("{}={}", what, word(value));
}

} // namespace gezhi::apps
