#pragma once

// One run of the SDK against one receiver, each in a process of its own: CPU time and memory are then what the system
// says of the process, and nothing of one run is left in the next.

#include <cstdint>
#include <string>

#include "telemetryflow/domain/overflow_policy.hpp"
#include "telemetryflow/domain/protocol.hpp"

namespace telemetryflow::bench {

struct Scenario {
    Protocol protocol = Protocol::Http;
    bool gzip = false;
    OverflowPolicy overflow = OverflowPolicy::Block;
    std::uint64_t spans_per_second = 0;  // 0: as many as the producer can
    double seconds = 3;
    std::uint32_t batch_size = 512;

    [[nodiscard]] std::string name() const;
};

struct ScenarioResult {
    bool ok = false;
    double elapsed_s = 0;  // from the first span to the end of the flush
    std::uint64_t created = 0;
    std::uint64_t dropped = 0;    // by the SDK's own count
    std::uint64_t delivered = 0;  // by the receiver's count
    std::uint64_t requests = 0;
    std::uint64_t wire_bytes = 0;
    double process_cpu_s = 0;   // of the SDK's process, the producer included
    double producer_cpu_s = 0;  // of the thread that makes the spans
    double receiver_cpu_s = 0;
    std::int64_t max_rss_kb = 0;

    [[nodiscard]] double per_second() const { return elapsed_s > 0 ? static_cast<double>(delivered) / elapsed_s : 0; }
    [[nodiscard]] double cpu_us_per_span() const {
        return delivered > 0 ? process_cpu_s * 1e6 / static_cast<double>(delivered) : 0;
    }
    /// Without the producer: what draining, compressing and sending cost.
    [[nodiscard]] double delivery_cpu_us_per_span() const {
        return delivered > 0 ? (process_cpu_s - producer_cpu_s) * 1e6 / static_cast<double>(delivered) : 0;
    }
    [[nodiscard]] double dropped_percent() const {
        return created > 0 ? 100.0 * static_cast<double>(dropped) / static_cast<double>(created) : 0;
    }
};

/// Call it from a process without threads: it forks.
[[nodiscard]] ScenarioResult run(const Scenario& scenario);

}  // namespace telemetryflow::bench
