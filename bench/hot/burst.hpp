#pragma once

// How an operation is measured: in bursts, with the calling thread's CPU clock, so that neither a busy machine nor the
// worker's turn on the same processor shows. Between bursts the client is flushed outside the measured part, so that
// its buffer never overflows. The benchmark's time is CPU time of the caller per operation.
//
// Counters: cpu_ns_per_op (caller), process_cpu_ns_per_op (all threads, flush included; one thread only),
// allocs_per_op (caller), dropped (must be 0).

#include <cstdint>

#include <benchmark/benchmark.h>

#include "hot/allocation_count.hpp"
#include "hot/discarding_client.hpp"

namespace telemetryflow::bench {

/// Spans and log records: a burst fits the default buffer several times.
inline constexpr std::int64_t kRecordBurst = 4'096;
/// Measurements take no room in the buffer; a burst is long enough that reading the clock does not count.
inline constexpr std::int64_t kMetricBurst = 65'536;

/// Starts and stops the clocks around bursts, and turns what they say into the benchmark's counters.
class BurstMeter {
public:
    BurstMeter(benchmark::State& state, TelemetryFlowClient& client);

    void start() noexcept;
    void stop(std::int64_t operations);
    /// After the last burst.
    void finish();

private:
    benchmark::State& state_;
    TelemetryFlowClient& client_;
    std::uint64_t dropped_before_;
    std::int64_t process_start_;
    std::int64_t thread_start_ = 0;
    std::uint64_t allocations_start_ = 0;

    std::int64_t operations_ = 0;
    std::int64_t thread_ns_ = 0;
    std::uint64_t allocations_ = 0;
};

template <class Operation>
void measure(benchmark::State& state, TelemetryFlowClient& client, std::int64_t burst, Operation&& operation) {
    // The first calls of a thread make what it keeps; they are not what the steady state costs.
    for (int i = 0; i < 64; ++i)
        operation();
    client.flush();
    BurstMeter meter(state, client);
    while (state.KeepRunningBatch(burst)) {
        meter.start();
        for (std::int64_t i = 0; i < burst; ++i)
            operation();
        meter.stop(burst);
    }
    meter.finish();
}

/// One thread and two, both with manual time.
inline void threads_1_and_2(benchmark::internal::Benchmark* benchmark) {
    benchmark->UseManualTime()->Unit(benchmark::kNanosecond)->Threads(1)->Threads(2);
}

}  // namespace telemetryflow::bench
