#include "http/security.hpp"

#include "base/text.hpp"
#include "http/rules.hpp"

#include <algorithm>

namespace gezhi::http {

namespace {

bool is_proxy(std::string_view address, const std::vector<std::string>& proxies) {
    return std::find(proxies.begin(), proxies.end(), address) != proxies.end();
}

bool bearer_without_cookie(const Request& request) {
    const auto authorization = request.header("authorization");
    return authorization && lower_ascii(authorization->substr(0, 7)) == "bearer " &&
           !request.header("cookie");
}

std::string own_origin(const Request& request, std::string_view public_url) {
    if (!public_url.empty()) return origin_of(public_url);
    const auto host = request.header("host").value_or("");
    return origin_of((request.secure ? "https://" : "http://") + std::string(host));
}

} // namespace

std::string_view default_policy() {
    return "default-src 'self'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; "
           "img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
           "frame-ancestors 'none'";
}

std::string policy_line(std::string_view policy) {
    return "Content-Security-Policy: " + std::string(policy.empty() ? default_policy() : policy) + "\r\n";
}

std::string security_headers(bool tls) {
    std::string block = "X-Content-Type-Options: nosniff\r\n"
                        "Referrer-Policy: same-origin\r\n"
                        "Permissions-Policy: camera=(self), geolocation=(self), microphone=()\r\n";
    // Without TLS a browser ignores these, and complains of the second on every page.
    if (tls)
        block += "Strict-Transport-Security: max-age=31536000\r\nCross-Origin-Opener-Policy: same-origin\r\n";
    return block;
}

std::string origin_of(std::string_view url) {
    const auto colon = url.find("://");
    if (colon == url.npos) return {};
    const auto scheme = lower_ascii(url.substr(0, colon));
    if (scheme != "http" && scheme != "https") return {};
    auto authority = url.substr(colon + 3);
    authority = authority.substr(0, authority.find_first_of("/?#"));
    if (authority.empty() || authority.find('@') != authority.npos) return {};
    auto host = lower_ascii(authority);
    const std::string_view usual = scheme == "http" ? ":80" : ":443";
    if (host.ends_with(usual)) host.resize(host.size() - usual.size());
    if (host.empty()) return {};
    return scheme + "://" + host;
}

Result<void> origin_check(const Request& request, std::string_view public_url, FormProof proof) {
    if (safe(request.method) || bearer_without_cookie(request)) return {};
    const auto own = own_origin(request, public_url);
    const auto origin = request.header("origin");
    const auto from = origin_of(origin ? *origin : request.header("referer").value_or(""));
    if (own.empty() || from != own) return refuse(rules::foreign_origin);
    if (proof == FormProof::none && request.header("x-gezhi").value_or("") != "1")
        return refuse(rules::unproven_form);
    return {};
}

void believe_proxy(Request& request, const std::vector<std::string>& proxies) {
    if (proxies.empty() || !is_proxy(request.remote, proxies)) return;
    const auto line = request.header("x-forwarded-for").value_or("");
    auto addresses = split(line, ',');
    for (auto at = addresses.rbegin(); at != addresses.rend(); ++at) {
        const auto address = trim(*at);
        if (address.empty() || is_proxy(address, proxies)) continue;
        request.remote = std::string(address.substr(0, 45)); // the longest text of an IPv6 address
        break;
    }
    if (const auto scheme = request.header("x-forwarded-proto")) request.secure = trim(*scheme) == "https";
}

} // namespace gezhi::http
