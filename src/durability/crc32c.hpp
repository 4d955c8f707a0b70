#pragma once

// CRC32C (RFC 3720, appendix B.4), with the processor's instruction where it has one. A free function without state.

#include <cstddef>
#include <cstdint>

namespace telemetryflow::durability {

/// The sum of `size` bytes behind what `before` is the sum of; 0 is the sum of nothing.
[[nodiscard]] std::uint32_t crc32c(const char* data, std::size_t size, std::uint32_t before = 0) noexcept;

}  // namespace telemetryflow::durability
