#pragma once

// What consistent probability sampling passes on in the tracestate: the entry "ot" with the sub-keys th, the threshold
// below which a trace's randomness is rejected, and rv, randomness that is not taken from the trace id. Thresholds and
// randomness have 56 bits. Free functions without state. Follows OpenTelemetry, "TraceState: Probability Sampling" and
// "TraceState Handling".

#include <cstdint>
#include <optional>

#include "telemetryflow/domain/trace_context.hpp"
#include "telemetryflow/domain/trace_state.hpp"

namespace telemetryflow::sampling {

inline constexpr std::uint64_t kRange = std::uint64_t{1} << 56U;

/// The threshold that keeps the share `probability`, above 0 and up to 1, with the recommended four hexadecimal digits.
[[nodiscard]] std::uint64_t threshold_of(double probability) noexcept;

/// The randomness of a trace: what the tracestate says, or the last 7 bytes of the trace id.
[[nodiscard]] std::uint64_t randomness_of(const TraceId& trace_id, const TraceState& state) noexcept;

[[nodiscard]] std::optional<std::uint64_t> threshold_in(const TraceState& state) noexcept;
/// The same state with another threshold, or without one.
[[nodiscard]] TraceState with_threshold(const TraceState& state, std::optional<std::uint64_t> threshold) noexcept;

}  // namespace telemetryflow::sampling
