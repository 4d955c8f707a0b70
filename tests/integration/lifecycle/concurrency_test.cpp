// Everything at once. Runs under ThreadSanitizer, so that it has to do without protobuf: sums are read by a few lines
// of decoder.

#include <array>
#include <atomic>
#include <bit>
#include <cstring>
#include <map>
#include <thread>
#include <variant>

#include "telemetryflow/metric_reader.hpp"

#include "integration/lifecycle/lifecycle_client.hpp"

namespace telemetryflow::tests {
namespace {

using namespace std::chrono_literals;

/// Walks the fields of one protobuf message.
class Fields {
public:
    explicit Fields(std::string_view message) : left_(message) {}

    bool next() {
        if (left_.empty()) return false;
        const std::uint64_t tag = varint();
        number = static_cast<unsigned>(tag >> 3U);
        switch (tag & 7U) {
            case 0: value = varint(); break;
            case 1: value = fixed(8); break;
            case 5: value = fixed(4); break;
            default: {
                const auto size = static_cast<std::size_t>(varint());
                bytes = left_.substr(0, size);
                left_.remove_prefix(size);
            }
        }
        return true;
    }

    unsigned number = 0;
    std::uint64_t value = 0;
    std::string_view bytes;

private:
    std::uint64_t varint() {
        std::uint64_t read = 0;
        for (unsigned shift = 0;; shift += 7) {
            const auto byte = static_cast<unsigned char>(left_.front());
            left_.remove_prefix(1);
            read |= std::uint64_t{byte & 0x7FU} << shift;
            if (byte < 0x80) return read;
        }
    }
    std::uint64_t fixed(std::size_t size) {
        std::uint64_t read = 0;
        std::memcpy(&read, left_.data(), size);
        left_.remove_prefix(size);
        return read;
    }
    std::string_view left_;
};

/// What the points of all metrics in one request add up to, by name.
struct Totals {
    std::map<std::string, std::int64_t> sums;
    std::map<std::string, std::uint64_t> counts;         // of histograms
    std::map<std::string, std::uint64_t> bucket_counts;  // the same, from the buckets
    std::map<std::string, double> histogram_sums;

    void add_metric(std::string_view metric) {
        std::string name;
        for (Fields field(metric); field.next();) {
            if (field.number == 1) name = field.bytes;
            if (field.number == 7) add_points(name, field.bytes, [this](auto& n, auto point) { add_number(n, point); });
            if (field.number == 9)
                add_points(name, field.bytes, [this](auto& n, auto point) { add_histogram(n, point); });
        }
    }
    void add_request(std::string_view body) {
        for (Fields resource(body); resource.next();) {
            for (Fields scope(resource.bytes); scope.next();) {
                if (scope.number != 2) continue;
                for (Fields metric(scope.bytes); metric.next();) {
                    if (metric.number == 2) add_metric(metric.bytes);
                }
            }
        }
    }

private:
    template <class Add>
    void add_points(const std::string& name, std::string_view data, Add&& add) {
        for (Fields field(data); field.next();) {
            if (field.number == 1) add(name, field.bytes);
        }
    }
    void add_number(const std::string& name, std::string_view point) {
        for (Fields field(point); field.next();) {
            if (field.number == 6) sums[name] += static_cast<std::int64_t>(field.value);
        }
    }
    void add_histogram(const std::string& name, std::string_view point) {
        for (Fields field(point); field.next();) {
            if (field.number == 4) counts[name] += field.value;
            if (field.number == 5) histogram_sums[name] += std::bit_cast<double>(field.value);
            if (field.number == 6) {
                for (std::size_t at = 0; at < field.bytes.size(); at += 8) {
                    std::uint64_t count = 0;
                    std::memcpy(&count, field.bytes.data() + at, 8);
                    bucket_counts[name] += count;
                }
            }
        }
    }
};

/// Adds up what it is given instead of keeping it.
struct Ledger {
    std::mutex mutex;
    std::array<std::uint64_t, kSignalCount> items{};
    Totals totals;  // with delta temporality: of everything; each histogram point is checked against itself
    bool histograms_agree = true;
};

class LedgerExporter final : public Exporter {
public:
    explicit LedgerExporter(std::shared_ptr<Ledger> ledger) : ledger_(std::move(ledger)) {}
    ExportResult export_batch(const ExportRequest& request) override {
        const std::lock_guard lock(ledger_->mutex);
        ledger_->items[static_cast<std::size_t>(request.signal)] += request.items;
        if (request.signal == SignalType::Metrics) {
            const std::string_view body(reinterpret_cast<const char*>(request.body.data()), request.body.size());
            Totals one;
            one.add_request(body);
            for (const auto& [name, count] : one.counts) {
                // Every measurement is 1, so that the three figures of one moment are equal.
                if (one.bucket_counts[name] != count || one.histogram_sums[name] != static_cast<double>(count))
                    ledger_->histograms_agree = false;
            }
            ledger_->totals.add_request(body);
        }
        return {};
    }

private:
    std::shared_ptr<Ledger> ledger_;
};

class ConcurrencyTest : public ::testing::Test {
protected:
    static TelemetryConfig config(OverflowPolicy policy) {
        TelemetryConfig config = quiet_config();
        config.overflow_policy = policy;
        config.batch_timeout = 20ms;
        config.temporality = Temporality::Delta;
        config.cardinality_limit = 50;
        config.buffer_bytes = 1U << 20U;
        return config;
    }
    explicit ConcurrencyTest(OverflowPolicy policy = OverflowPolicy::DropNewest)
        : client(config(policy), {.exporter = std::make_unique<LedgerExporter>(ledger),
                                  .diagnostics = std::make_unique<KeptDiagnostics>()}) {
        client.initialize();
    }
    ~ConcurrencyTest() override { stop(); }

    // Asks and flushes for as long as the test records.
    void disturb() {
        for (int i = 0; i < 2; ++i) {
            disturbers_.emplace_back([this, i] {
                while (!done_) {
                    if (i == 0) {
                        client.flush(10ms);
                        static_cast<void>(client.query(GetHealthQuery{}));
                    }
                    const SDKStatusResult status = client.get_status();
                    for (const SignalType signal : kAllSignals)
                        EXPECT_LT(status.of(signal).in_memory, 1U << 30U);
                    EXPECT_LE(status.queue_bytes, status.queue_capacity_bytes);
                    EXPECT_LT(status.open_spans, 1U << 30U);
                    static_cast<void>(client.counter("made.meanwhile." + std::to_string(i)));
                }
            });
        }
    }
    void stop() {
        done_ = true;
        for (std::thread& thread : disturbers_)
            thread.join();
        disturbers_.clear();
    }
    void expect_everything_accounted_for() {
        ASSERT_TRUE(client.flush(60s).complete);
        const SDKStatusResult status = client.get_status();
        expect_balanced(status);
        const std::lock_guard lock(ledger->mutex);
        for (const SignalType signal : kAllSignals)
            EXPECT_EQ(status.of(signal).delivered, ledger->items[static_cast<std::size_t>(signal)]);
        EXPECT_TRUE(ledger->histograms_agree);
    }

    std::shared_ptr<Ledger> ledger = std::make_shared<Ledger>();
    TelemetryFlowClient client;

private:
    std::atomic<bool> done_{false};
    std::vector<std::thread> disturbers_;
};

TEST_F(ConcurrencyTest, LosesAndInventsNothingWhileEverythingHappensAtOnce) {
    constexpr int kThreads = 6;
    constexpr int kRounds = 2000;
    const BoundCounter bound = client.counter("bound").bind({{"a", 1}});
    const BoundHistogram bound_histogram = client.histogram("bound.histogram").bind({});
    disturb();
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < kRounds; ++i) {
                Span span = client.span("work", SpanKind::Internal, {{"i", i}});
                client.log_info("done", {{"i", i}});
                client.increment_counter("by.name", 1, {{"series", i % 200}});  // over the cardinality limit
                bound.add(1);
                bound_histogram.record(1);
                client.record_histogram("histogram", 1, "", {{"t", t}});
                client.record_gauge("gauge", i);
                client.end_span(client.start_span("manual"));
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    stop();
    expect_everything_accounted_for();
    const SDKStatusResult status = client.get_status();
    EXPECT_EQ(status.of(SignalType::Traces).created, 2U * kThreads * kRounds);
    EXPECT_EQ(status.of(SignalType::Logs).created, std::uint64_t{kThreads} * kRounds);
    EXPECT_EQ(ledger->totals.sums["by.name"], kThreads * kRounds);
    EXPECT_EQ(ledger->totals.sums["bound"], kThreads * kRounds);
    EXPECT_EQ(ledger->totals.counts["histogram"], std::uint64_t{kThreads} * kRounds);
    EXPECT_EQ(ledger->totals.counts["bound.histogram"], std::uint64_t{kThreads} * kRounds);
}

class DropOldestConcurrencyTest : public ConcurrencyTest {
protected:
    DropOldestConcurrencyTest() : ConcurrencyTest(OverflowPolicy::DropOldest) {}
};

TEST_F(DropOldestConcurrencyTest, AccountsForEverythingWhileThreadsTakeTheRoomOfOldRecords) {
    disturb();
    constexpr int kThreads = 4;
    constexpr int kRounds = 4000;
    const std::string body(500, 'x');
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < kRounds; ++i) {
                client.log_info(body);
                const Span span = client.span("work");
                if (i % 500 == 0) client.log_info(std::string(40'000, 'y'));
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    stop();
    expect_everything_accounted_for();
    const SDKStatusResult status = client.get_status();
    EXPECT_EQ(status.of(SignalType::Traces).created, std::uint64_t{kThreads} * kRounds);
    EXPECT_GT(status.of(SignalType::Logs).delivered, 0U);
}

TEST_F(ConcurrencyTest, KeepsWhatAThousandShortThreadsRecorded) {
    disturb();
    constexpr int kThreads = 1000;
    for (int group = 0; group < kThreads / 20; ++group) {
        std::vector<std::thread> threads;
        for (int t = 0; t < 20; ++t) {
            threads.emplace_back([&] {
                client.increment_counter("threads", 1, {{"a", 1}});
                client.record_histogram("lives", 1);
                client.log_info("short");
                const Span span = client.span("short");
            });
        }
        for (std::thread& thread : threads)
            thread.join();
    }
    stop();
    expect_everything_accounted_for();
    EXPECT_EQ(ledger->totals.sums["threads"], kThreads);
    EXPECT_EQ(ledger->totals.counts["lives"], std::uint64_t{kThreads});
    const SDKStatusResult status = client.get_status();
    EXPECT_EQ(status.of(SignalType::Logs).created, std::uint64_t{kThreads});
    EXPECT_EQ(status.threads, 0U);
}

TEST_F(ConcurrencyTest, KeepsSmallBuffersFairToManyLivingThreads) {
    constexpr int kThreads = 400;
    std::atomic<int> recorded{0};
    std::atomic<bool> end{false};
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 5; ++i) {
                client.log_info("alive");
                const Span span = client.span("alive");
            }
            ++recorded;
            while (!end)
                std::this_thread::sleep_for(1ms);
        });
    }
    while (recorded < kThreads)
        std::this_thread::sleep_for(1ms);
    ASSERT_TRUE(client.flush(60s).complete);
    EXPECT_LE(client.get_status().queue_bytes, std::size_t{1} << 20U);
    end = true;
    for (std::thread& thread : threads)
        thread.join();
    expect_everything_accounted_for();
    EXPECT_EQ(client.get_status().of(SignalType::Logs).created, 5U * kThreads);
    EXPECT_EQ(client.get_status().of(SignalType::Logs).dropped_total(), 0U);
}

TEST_F(ConcurrencyTest, GivesReadersThatComeAndGoSumsOfTheirOwn) {
    constexpr int kThreads = 4;
    constexpr int kRounds = 3000;
    const auto observed = client.observable_gauge("observed", [](ObserverResult& result) { result.observe(1); });
    const auto sum_of = [](const MetricSnapshot& snapshot, const std::string& name) {
        std::int64_t sum = 0;
        for (const ScopeMetrics& scope : snapshot.scopes) {
            for (const MetricData& metric : scope.metrics) {
                if (metric.name != name) continue;
                for (const NumberDataPoint& point : std::get<SumData>(metric.data).points)
                    sum += point.value.as_int64();
            }
        }
        return sum;
    };
    MetricReader delta = client.metric_reader({.temporality = Temporality::Delta});
    std::atomic<int> recording = kThreads;
    std::int64_t deltas = 0;
    disturb();
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < kRounds; ++i) {
                client.increment_counter("sum", 1, {{"series", i % 40}});
                client.record_histogram("histogram", 1);
            }
            --recording;
        });
    }
    threads.emplace_back([&] {
        while (recording != 0)
            deltas += sum_of(delta.collect(), "sum");
    });
    threads.emplace_back([&] {
        while (recording != 0) {
            MetricReader passing = client.metric_reader({.temporality = Temporality::Delta});
            const std::int64_t first = sum_of(passing.collect(), "sum");
            const std::int64_t both = first + sum_of(passing.collect(), "sum");
            EXPECT_LE(first, both);
            EXPECT_LE(both, kThreads * kRounds);
        }
    });
    for (std::thread& thread : threads)
        thread.join();
    stop();
    deltas += sum_of(delta.collect(), "sum");
    EXPECT_EQ(deltas, kThreads * kRounds);
    EXPECT_EQ(sum_of(client.metric_reader().collect(), "sum"), kThreads * kRounds);
    expect_everything_accounted_for();
    EXPECT_EQ(ledger->totals.sums["sum"], kThreads * kRounds);
    EXPECT_EQ(ledger->totals.counts["histogram"], std::uint64_t{kThreads} * kRounds);
}

// A thread that records 1, 2, 3, ... leaves no doubt what each interval has to say.
TEST_F(ConcurrencyTest, GivesEachIntervalTheExtremesOfItsOwnMeasurements) {
    constexpr int kIntervals = 20;
    MetricReader reader = client.metric_reader({.temporality = Temporality::Delta});
    std::atomic<int> intervals = 0;
    double recorded = 0;
    std::thread recording([&] {
        while (intervals < kIntervals)
            client.record_histogram("counted", ++recorded);
    });
    double last = 0;
    const auto collect = [&] {
        const MetricSnapshot snapshot = reader.collect();
        for (const ScopeMetrics& scope : snapshot.scopes) {
            for (const MetricData& metric : scope.metrics) {
                if (metric.name != "counted") continue;
                const HistogramDataPoint& point = std::get<HistogramData>(metric.data).points[0];
                EXPECT_EQ(point.min, last + 1);
                last += static_cast<double>(point.count);
                EXPECT_EQ(point.max, last);
                ++intervals;
            }
        }
    };
    while (intervals < kIntervals)
        collect();
    recording.join();
    collect();
    EXPECT_EQ(last, recorded);
}

TEST_F(ConcurrencyTest, TakesInitializeShutdownAndRecordingFromAnyThread) {
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 100; ++i) {
                if (t == 0) client.shutdown(5s);
                if (t == 1) client.initialize();
                if (t == 2) client.flush(1ms);
                client.log_info("any time");
                client.increment_counter("any.time");
                const Span span = client.span("any time");
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    client.initialize();
    expect_everything_accounted_for();
    EXPECT_EQ(client.get_status().of(SignalType::Logs).created, 400U);
    EXPECT_EQ(client.get_status().of(SignalType::Traces).created, 400U);
}

}  // namespace
}  // namespace telemetryflow::tests
