#pragma once
// Reads a folder of playbook files into one Playbook. Every file is required; unknown members are refused;
// the file's name leads each fault's pointer. Reads only; adopting is a command of its own.

#include "calendar/calendar.hpp"
#include "modules/playbook/check.hpp"

#include <filesystem>

namespace gezhi::playbook {

namespace rules {
inline constexpr Rule file_missing{"playbook/file-missing", Kind::missing,
                                   "A file of the playbook is missing or cannot be read"};
inline constexpr Rule file_faulty{"playbook/file-faulty", Kind::invalid,
                                  "A file of the playbook is not of its form; the faults name the places"};
} // namespace rules

Result<Playbook> load(const std::filesystem::path& folder);
// load() and check(): refuses with playbook/inconsistent where check() found faults.
Result<Playbook> load_checked(const std::filesystem::path& folder);

// FOLDER/calendar/YEAR.json, and all years that lie there, oldest first.
Result<calendar::YearCalendar> load_year(const std::filesystem::path& file);
Result<std::vector<calendar::YearCalendar>> load_years(const std::filesystem::path& folder);

} // namespace gezhi::playbook
