#pragma once
// The two things of EXIF that may help: when and where. For the picture process only (exiv2); what does not
// read is not there.

#include "modules/files/pipe.hpp"

namespace gezhi::files {

Hint read_exif(std::string_view blob);

} // namespace gezhi::files
