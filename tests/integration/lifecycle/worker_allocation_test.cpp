// After its first batches the worker takes no memory from the heap: not to collect, drain, build, settle or count.

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "integration/lifecycle/allocation_counter.hpp"
#include "integration/lifecycle/lifecycle_client.hpp"

namespace telemetryflow::tests {
namespace {

struct Seen {
    std::atomic<bool> counting{false};
    std::atomic<std::uint64_t> batches{0};
    std::atomic<std::uint64_t> allocations{0};
};

/// Counts what the worker allocates from one batch to the next.
class Watch final : public Exporter {
public:
    explicit Watch(std::shared_ptr<Seen> seen) : seen_(std::move(seen)) {}

    ExportResult export_batch(const ExportRequest&) override {
        const std::uint64_t now = allocations_of_this_thread();
        if (seen_->counting) {
            seen_->allocations += now - before_;
            ++seen_->batches;
        }
        before_ = now;
        return {};
    }

private:
    std::shared_ptr<Seen> seen_;
    std::uint64_t before_ = 0;
};

/// Nothing but a flush makes the worker send, so that every round is one batch of the same size.
TelemetryConfig flushed_config() {
    TelemetryConfig config = quiet_config();
    config.batch_max_size = 10'000;
    return config;
}

class WorkerAllocationTest : public ::testing::Test {
protected:
    explicit WorkerAllocationTest(const TelemetryConfig& config = flushed_config())
        : client(config,
                 {.exporter = std::make_unique<Watch>(seen), .diagnostics = std::make_unique<KeptDiagnostics>()}) {
        client.initialize();
    }

    template <class Record>
    void expect_no_allocations(Record&& record) {
        const auto rounds = [&](int count) {
            for (int round = 0; round < count; ++round) {
                record();
                ASSERT_TRUE(client.flush().complete);
            }
        };
        rounds(5);
        seen->counting = true;
        rounds(5);
        EXPECT_EQ(seen->batches, 5U);
        EXPECT_EQ(seen->allocations, 0U) << "in " << seen->batches << " batches";
    }

    void expect_no_allocations_for_metrics() {
        const Counter counter = client.counter("requests", {.unit = "{request}"});
        const Histogram histogram = client.histogram("duration", {.unit = "s"});
        const Gauge gauge = client.gauge("temperature");
        expect_no_allocations([&] {
            for (int i = 0; i < 300; ++i) {
                const std::string route = "/" + std::to_string(i);
                counter.add(1, {{"route", route}});
                histogram.record(0.5, {{"route", route}});
                gauge.record(i, {{"route", route}});
            }
        });
    }

    std::shared_ptr<Seen> seen = std::make_shared<Seen>();
    TelemetryFlowClient client;
};

TEST_F(WorkerAllocationTest, DoesNotHappenForSpans) {
    expect_no_allocations([&] {
        for (int i = 0; i < 2000; ++i)
            const Span span = client.span("checkout", SpanKind::Server, {{"a", 1}, {"b", "two"}, {"c", 0.5}});
    });
}

TEST_F(WorkerAllocationTest, DoesNotHappenForLogs) {
    expect_no_allocations([&] {
        for (int i = 0; i < 2000; ++i)
            client.log_info("order placed", {{"order.id", i}});
    });
}

TEST_F(WorkerAllocationTest, DoesNotHappenForMetrics) {
    expect_no_allocations_for_metrics();
}

class DeltaWorkerAllocationTest : public WorkerAllocationTest {
protected:
    static TelemetryConfig config() {
        TelemetryConfig config = flushed_config();
        config.temporality = Temporality::Delta;
        return config;
    }
    DeltaWorkerAllocationTest() : WorkerAllocationTest(config()) {}
};

TEST_F(DeltaWorkerAllocationTest, DoesNotHappenForMetrics) {
    expect_no_allocations_for_metrics();
}

}  // namespace
}  // namespace telemetryflow::tests
