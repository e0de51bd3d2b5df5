#pragma once
// The smallest value that fits a schema of the OpenAPI document: required members alone, the first word of an
// enum, ids that nothing has. For asking a route whether it lets somebody through.

#include "json/node.hpp"

#include <string>

namespace gezhi::support {

// JSON text. `document` is the whole OpenAPI document, for references.
std::string schema_example(json::Node schema, json::Node document);

} // namespace gezhi::support
