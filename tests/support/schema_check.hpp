#pragma once
// Holds a JSON value against a schema of the OpenAPI document, in the words our own schemas use: type,
// properties, required, additionalProperties, items, enum, const, oneOf, allOf, $ref, maxLength. An unknown
// word is a fault, so that the check cannot become looser than the document.

#include "json/node.hpp"

#include <string>
#include <vector>

namespace gezhi::support {

// Faults with their pointers; empty: it fits. `document` is the whole OpenAPI document, for references.
std::vector<std::string> schema_faults(json::Node value, json::Node schema, json::Node document);

} // namespace gezhi::support
