#pragma once
// Reads a folder of playbook files into one Playbook. Every file is required; unknown members are refused;
// the file's name leads each fault's pointer. Reads only; adopting is a command of its own.

#include "base/error.hpp"
#include "modules/playbook/model.hpp"

#include <filesystem>

namespace gezhi::playbook {

namespace rules {
inline constexpr Rule file_missing{"playbook/file-missing", Kind::missing,
                                   "A file of the playbook is missing or cannot be read"};
inline constexpr Rule file_faulty{"playbook/file-faulty", Kind::invalid,
                                  "A file of the playbook is not of its form; the faults name the places"};
inline constexpr Rule inconsistent{"playbook/inconsistent", Kind::invalid,
                                   "The files do not fit together; the faults name the places"};
} // namespace rules

Result<Playbook> load(const std::filesystem::path& folder);
// load() and check(): refuses with playbook/inconsistent where check() found faults.
Result<Playbook> load_checked(const std::filesystem::path& folder);

} // namespace gezhi::playbook
