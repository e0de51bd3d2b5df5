#pragma once
// A table as a file: comma-separated values (RFC 4180) with a head line, as spreadsheet programs and the
// hotline's export write them. Reads all or refuses; knows no column.

#include "base/error.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gezhi::casework {

struct TableRow {
    std::int64_t line{0}; // of the file, the head being 1
    std::vector<std::string> cells{};
};

// Empty where a quote is never closed or bytes are not UTF-8. Blank lines are left out.
std::optional<std::vector<TableRow>> read_table(std::string_view text);

} // namespace gezhi::casework
