#pragma once

// What recording has counted, added up over all threads. A plain value.

#include <array>
#include <cstddef>
#include <cstdint>

#include "telemetryflow/domain/signal_type.hpp"

namespace telemetryflow::hot {

struct RecordingStats {
    std::array<std::uint64_t, kSignalCount> created{};  // spans ended and logs emitted, kept or not
    std::uint64_t spans_started = 0;
    std::uint64_t spans_ended = 0;
    std::uint64_t truncated_strings = 0;
    std::uint64_t repaired_strings = 0;
    std::uint64_t dropped_attributes = 0;
    std::uint64_t dropped_events = 0;
    std::uint64_t dropped_links = 0;
    std::size_t threads = 0;
    std::uint64_t port_failures = 0;  // exceptions that left what is in RecordingPorts
};

}  // namespace telemetryflow::hot
