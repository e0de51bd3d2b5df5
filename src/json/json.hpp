#pragma once
// The one include for rooms: read<T>(text), write(value), described structs. See read.hpp and write.hpp.

#include "json/read.hpp"
#include "json/write.hpp"
