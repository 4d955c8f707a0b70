#pragma once

// What the composition tells the pipeline. Set once before the worker starts.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "telemetryflow/domain/signal_type.hpp"
#include "telemetryflow/domain/temporality.hpp"

#include "pipeline/self_telemetry_options.hpp"

namespace telemetryflow::pipeline {

struct PipelineOptions {
    using Duration = std::chrono::milliseconds;

    Duration batch_timeout{10'000};
    std::uint32_t batch_max_items = 512;  // waiting, they are sent before batch_timeout
    bool batches_grow = false;            // a request takes more while more waits, up to batch_max_bytes
    std::size_t batch_max_bytes = 1U << 20U;
    Duration export_timeout{30'000};
    bool retry_enabled = true;
    std::uint32_t max_retries = 3;
    Duration retry_backoff{5'000};
    Duration retry_max_backoff{30'000};
    std::uint32_t requests_per_second = 1000;  // 0: unlimited
    Temporality temporality = Temporality::Cumulative;
    std::uint64_t spool_max_bytes = 0;                         // 0: nothing is spooled
    std::uint64_t dead_max_bytes = 0;                          // of dead processes' own files; 0: unlimited
    Duration spool_max_age{24 * 3'600'000};                    // what waits longer on disk is dropped
    std::uint64_t spool_min_free_bytes = 0;                    // of the disk
    std::array<bool, kSignalCount> enabled{true, true, true};  // by SignalType
    SelfTelemetryOptions self_telemetry;

    [[nodiscard]] std::uint64_t request_max_items() const noexcept {
        return batches_grow ? std::numeric_limits<std::uint64_t>::max() : batch_max_items;
    }
};

}  // namespace telemetryflow::pipeline
