#include "hot/burst.hpp"

#include <ctime>

namespace telemetryflow::bench {
namespace {

std::int64_t read(clockid_t clock) noexcept {
    timespec time{};
    ::clock_gettime(clock, &time);
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

BurstMeter::BurstMeter(benchmark::State& state, TelemetryFlowClient& client)
    : state_(state),
      client_(client),
      dropped_before_(dropped(client)),
      process_start_(read(CLOCK_PROCESS_CPUTIME_ID)) {}

void BurstMeter::start() noexcept {
    allocations_start_ = allocations_of_this_thread();
    thread_start_ = read(CLOCK_THREAD_CPUTIME_ID);
}

void BurstMeter::stop(std::int64_t operations) {
    const std::int64_t took = read(CLOCK_THREAD_CPUTIME_ID) - thread_start_;
    allocations_ += allocations_of_this_thread() - allocations_start_;
    thread_ns_ += took;
    operations_ += operations;
    // Google Benchmark divides the threads' time by their number and by the operations of all of them.
    state_.SetIterationTime(static_cast<double>(took) * 1e-9 * state_.threads());
    if (!client_.flush().complete) state_.SkipWithError("the client could not be flushed");
}

void BurstMeter::finish() {
    const std::int64_t process_ns = read(CLOCK_PROCESS_CPUTIME_ID) - process_start_;
    const auto per_operation = [this](auto total) {
        return benchmark::Counter(static_cast<double>(total) / static_cast<double>(operations_),
                                  benchmark::Counter::kAvgThreads);
    };
    state_.counters["cpu_ns_per_op"] = per_operation(thread_ns_);
    state_.counters["allocs_per_op"] = per_operation(allocations_);
    if (state_.threads() == 1) state_.counters["process_cpu_ns_per_op"] = per_operation(process_ns);
    const std::uint64_t lost = dropped(client_) - dropped_before_;
    state_.counters["dropped"] = benchmark::Counter(static_cast<double>(lost), benchmark::Counter::kAvgThreads);
    if (lost != 0) state_.SkipWithError("records were dropped: the figures are not those of recording");
}

}  // namespace telemetryflow::bench
