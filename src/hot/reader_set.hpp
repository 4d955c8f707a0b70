#pragma once

// Some of the readers of one registry, a bit each. A value.

#include <cstddef>
#include <cstdint>

namespace telemetryflow::hot {

using ReaderSet = std::uint64_t;

[[nodiscard]] constexpr ReaderSet reader_bit(std::size_t reader) noexcept {
    return ReaderSet{1} << reader;
}

}  // namespace telemetryflow::hot
