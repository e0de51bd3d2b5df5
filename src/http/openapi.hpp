#pragma once
// The OpenAPI 3.1 document of a table of routes: what is asked, who may ask, what is taken and answered, and
// that every refusal is a problem (RFC 9457). Comes from the routes and the described structs alone, so it
// cannot tell of a route that is not there. Promises the same bytes each time.

#include "http/router.hpp"

namespace gezhi::http {

// Only routes below `prefix`; `schemas` is filled with every named struct.
std::string openapi(std::span<const Route> routes, std::string_view prefix, std::string_view version,
                    json::SchemaBook& schemas);

} // namespace gezhi::http
