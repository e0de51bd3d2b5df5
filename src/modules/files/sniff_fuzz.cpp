// Any bytes: recognised or not, never a step beyond their end, and the type has a name.

#include "modules/files/sniff.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const auto type : {gezhi::files::recognise(bytes), gezhi::files::recognise_voice(bytes)})
        if (type && gezhi::files::media_type(*type).empty()) __builtin_trap();
    return 0;
}
