#pragma once

// What the composition tells the pipeline. Set once before the worker starts.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "telemetryflow/domain/signal_type.hpp"
#include "telemetryflow/domain/temporality.hpp"

namespace telemetryflow::pipeline {

struct PipelineOptions {
    using Duration = std::chrono::milliseconds;

    Duration batch_timeout{10'000};
    std::uint32_t batch_max_items = 512;
    std::size_t batch_max_bytes = 1U << 20U;
    Duration export_timeout{30'000};
    bool retry_enabled = true;
    std::uint32_t max_retries = 3;
    Duration retry_backoff{5'000};
    Duration retry_max_backoff{30'000};
    std::uint32_t requests_per_second = 1000;  // 0: unlimited
    Temporality temporality = Temporality::Cumulative;
    std::array<bool, kSignalCount> enabled{true, true, true};  // by SignalType
};

}  // namespace telemetryflow::pipeline
