// The bound on resident memory that docs/guides/delivery.md states: ten thousand threads come, record and go while the
// backend is dead.

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "integration/lifecycle/lifecycle_client.hpp"

namespace telemetryflow::tests {
namespace {

constexpr int kThreads = 10'000;
constexpr int kAtOnce = 100;

// What the guide names beside the buffer: the cells of metrics, and requests with everything else.
constexpr std::size_t kCells = 8U << 20U;
constexpr std::size_t kRequests = 8U << 20U;

std::size_t resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    statm >> total >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

/// Takes nothing and keeps nothing.
class DeadExporter final : public Exporter {
public:
    ExportResult export_batch(const ExportRequest&) override { return result(ExportOutcome::Retryable, "connect"); }
};

// Runs `body` on so many threads, some at once, and returns the most memory that there was after any group of them.
template <class Body>
std::size_t peak_of_threads(int count, Body&& body) {
    std::size_t peak = 0;
    for (int begin = 0; begin < count; begin += kAtOnce) {
        std::vector<std::thread> threads;
        std::atomic<int> recorded{0};
        for (int i = 0; i < kAtOnce; ++i) {
            threads.emplace_back([&, i] {
                body(begin + i);
                ++recorded;
                // Everybody's state is there at the same time.
                while (recorded < kAtOnce)
                    std::this_thread::yield();
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        peak = std::max(peak, resident_bytes());
    }
    return peak;
}

class MemoryCeilingTest : public ::testing::TestWithParam<OverflowPolicy> {};

TEST_P(MemoryCeilingTest, HoldsWhileTenThousandThreadsComeAndGoAndNothingIsDelivered) {
    // The stacks are the program's, not the client's.
    const std::size_t before = peak_of_threads(1'000, [](int) {});

    TelemetryConfig config = quiet_config();
    config.batch_timeout = std::chrono::milliseconds(50);
    config.max_retries = 1'000'000;
    config.retry_max_backoff = std::chrono::milliseconds(100);
    config.overflow_policy = GetParam();
    config.durability = Durability::Memory;
    TelemetryFlowClient client(
        config, {.exporter = std::make_unique<DeadExporter>(), .diagnostics = std::make_unique<KeptDiagnostics>()});
    client.initialize();
    const std::string body(300, 'b');
    const std::size_t peak = peak_of_threads(kThreads, [&](int i) {
        Span span = client.span("request", SpanKind::Server, {{"i", i}});
        for (int log = 0; log < 20; ++log)
            client.log_info(body, {{"i", i}});
        client.increment_counter("requests", 1, {{"route", i % 50}});
        client.record_histogram("durations", i, "ms", {{"route", i % 50}});
        client.record_gauge("last", i);
    });

    const SDKStatusResult status = client.get_status();
    EXPECT_EQ(status.of(SignalType::Logs).created, 20U * kThreads);
    EXPECT_GT(dropped(status, SignalType::Logs, "queue_full"), 0U) << "the buffer was never full";
    EXPECT_LE(status.queue_bytes, status.queue_capacity_bytes);
    EXPECT_EQ(status.threads, 0U);
    const std::size_t ceiling = config.buffer_bytes + kCells + kRequests;
    EXPECT_LE(peak - std::min(peak, before), ceiling);
    RecordProperty("peak_bytes", static_cast<int>(peak - std::min(peak, before)));
    client.shutdown(std::chrono::milliseconds(0));
    expect_balanced(client.get_status());
}

INSTANTIATE_TEST_SUITE_P(Policies, MemoryCeilingTest,
                         ::testing::Values(OverflowPolicy::DropNewest, OverflowPolicy::DropOldest),
                         [](const auto& way) {
                             return way.param == OverflowPolicy::DropNewest ? "DropNewest" : "DropOldest";
                         });

}  // namespace
}  // namespace telemetryflow::tests
