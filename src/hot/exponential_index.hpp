#pragma once

// Which bucket of a base-2 exponential histogram a value is in: at scale s, bucket i holds what is above
// 2^(i / 2^s) and at most 2^((i + 1) / 2^s) (OTLP, "ExponentialHistogramDataPoint"). Exact for every double, also next
// to boundaries and for subnormal ones. A free function; callable from any thread.

#include <cstdint>

namespace telemetryflow::hot {

/// `value` is finite and above 0, `scale` from -11 to 20.
[[nodiscard]] std::int32_t exponential_index(double value, std::int32_t scale) noexcept;

}  // namespace telemetryflow::hot
