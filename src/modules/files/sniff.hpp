#pragma once
// What a picture or a sound claims to be, by its own bytes. Pure; reads no further than it must and promises
// nothing about the rest: that is for the decoder, in a process of its own.

#include "modules/files/model.hpp"

#include <optional>

namespace gezhi::files {

// Nothing for bytes that are none of the types that are taken.
std::optional<Type> recognise(std::string_view bytes);
// Of a sound: nothing for a film in the same wrapping either.
std::optional<Type> recognise_voice(std::string_view bytes);

} // namespace gezhi::files
