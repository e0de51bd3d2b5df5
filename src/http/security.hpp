#pragma once
// What keeps a browser from being turned against its user: headers on every answer, and the origin check of
// every change. Pure functions over a request; the gate of the server calls them.

#include "http/message.hpp"

namespace gezhi::http {

std::string_view default_policy(); // Content-Security-Policy: only our own scripts, workers and pictures
std::string policy_line(std::string_view policy); // the whole header line; empty policy: the default
std::string security_headers(bool tls);           // the other lines, one block

// How a form shows that it is ours; an API call shows it by the header `X-Gezhi: 1`, which a foreign page
// cannot send without asking first (Fetch, CORS preflight).
enum class FormProof : std::uint8_t { none, signed_token };

// A change must come from a page of ours: Origin, or Referer when there is no Origin, equals the origin of
// public_url (without one: of the Host header), and it is proven. Safe methods pass; so do bearer tokens
// without cookie, which no browser sends by itself.
Result<void> origin_check(const Request& request, std::string_view public_url,
                          FormProof proof = FormProof::none);

// "https://street.example/path" → "https://street.example"; default ports left out; empty for what is no such
// URL.
std::string origin_of(std::string_view url);

// Takes address and scheme from X-Forwarded-For and X-Forwarded-Proto, when the peer is one of the proxies;
// the last address that is no proxy counts, for all before it can be invented.
void believe_proxy(Request& request, const std::vector<std::string>& proxies);

} // namespace gezhi::http
