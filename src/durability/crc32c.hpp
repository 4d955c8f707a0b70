#pragma once

// CRC32C (Castagnoli; RFC 3720, section 12.1): what tells a whole record of a file from a torn or damaged one. It is no
// protection against anybody who means harm. Free function without state; any thread may call it.

#include <cstddef>
#include <cstdint>

namespace telemetryflow::durability {

/// The checksum of `bytes` after what `before` is the checksum of.
[[nodiscard]] std::uint32_t crc32c(const void* bytes, std::size_t size, std::uint32_t before = 0) noexcept;

}  // namespace telemetryflow::durability
