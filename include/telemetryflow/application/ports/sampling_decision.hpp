#pragma once

// What becomes of a span (OpenTelemetry trace SDK, "ShouldSample").

#include <cstdint>

namespace telemetryflow {

enum class SamplingDecision : std::uint8_t {
    Drop,             // nothing is recorded
    RecordOnly,       // span processors see it; it is not exported, and its children are told that it is not sampled
    RecordAndSample,  // it is exported
};

}  // namespace telemetryflow
