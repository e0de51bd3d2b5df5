#include "base/error.hpp"

#include <cstdio>
#include <cstdlib>

namespace gezhi {

void bug(std::string_view what, const char* file, int line) {
    std::fprintf(stderr, "level=fatal what=bug condition=\"%.*s\" at=%s:%d\n", static_cast<int>(what.size()),
                 what.data(), file, line);
    std::abort();
}

} // namespace gezhi
