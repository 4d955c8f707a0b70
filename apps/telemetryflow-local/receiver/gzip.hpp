// Decompression with a bound, so that a small request cannot fill the memory.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace telemetryflow::local {

enum class GunzipResult { Ok, Corrupt, TooLarge };

// RFC 1952, one or more members. `output` holds at most `limit` bytes, and is complete only after Ok.
GunzipResult gunzip(std::string_view input, std::size_t limit, std::string& output);

}  // namespace telemetryflow::local
