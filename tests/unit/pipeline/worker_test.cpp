// What the worker makes of an exporter's answers.

#include <atomic>
#include <ctime>
#include <set>
#include <stdexcept>
#include <thread>

#include <gtest/gtest.h>

#include "support/wait_until.hpp"
#include "unit/pipeline/pipeline_harness.hpp"

namespace telemetryflow::tests {
namespace {

constexpr auto kLogs = static_cast<std::size_t>(SignalType::Logs);

class ThrowingExporter final : public Exporter {
public:
    explicit ThrowingExporter(bool standard) : standard_(standard) {}
    ExportResult export_batch(const ExportRequest&) override {
        if (standard_) throw std::runtime_error("disk full");
        throw 42;
    }

private:
    const bool standard_;
};

pipeline::PipelineOptions one_item_per_request() {
    pipeline::PipelineOptions options = PipelineHarness::quick();
    options.batch_max_items = 1;
    return options;
}

TEST(WorkerTest, GivesEveryBatchAnIdOfItsOwn) {
    PipelineHarness harness({}, one_item_per_request());
    for (int i = 0; i < 50; ++i)
        harness.log("x");
    ASSERT_TRUE(harness.flush());
    std::set<std::string> ids;
    for (const auto& request : harness.record->requests())
        ids.insert(request.batch_id);
    EXPECT_EQ(ids.size(), 50U);
}

TEST(WorkerTest, RepeatsABatchWithTheSameIdAndBytes) {
    PipelineHarness harness;
    harness.record->answer_next({.outcome = ExportOutcome::Retryable, .reason = "http_503"});
    harness.record->answer_next({.outcome = ExportOutcome::Retryable, .reason = "http_503"});
    harness.log("x");
    ASSERT_TRUE(harness.flush());
    const auto requests = harness.record->requests();
    ASSERT_EQ(requests.size(), 3U);
    for (const auto& request : requests) {
        EXPECT_EQ(request.batch_id, requests[0].batch_id);
        EXPECT_EQ(request.body, requests[0].body);
    }
}

TEST(WorkerTest, CountsWhatAPartialSuccessRejects) {
    PipelineHarness harness;
    harness.record->answer_next({.rejected_items = 2, .message = "two are too old"});
    for (int i = 0; i < 5; ++i)
        harness.log("x");
    ASSERT_TRUE(harness.flush());
    const auto status = harness.pipeline.status().signals[kLogs];
    EXPECT_EQ(status.delivery.delivered, 3U);
    EXPECT_EQ(status.delivery.rejected, 2U);
    EXPECT_EQ(unaccounted(status), 0);
    EXPECT_EQ(harness.diagnostics->lines(), std::vector<std::string>{"export.logs: two are too old"});
}

TEST(WorkerTest, NeverCountsMoreRejectedThanWereSent) {
    PipelineHarness harness;
    harness.record->answer_next({.rejected_items = 1000});
    harness.log("x");
    ASSERT_TRUE(harness.flush());
    const auto status = harness.pipeline.status().signals[kLogs];
    EXPECT_EQ(status.delivery.delivered, 0U);
    EXPECT_EQ(status.delivery.rejected, 1U);
}

TEST(WorkerTest, OutlivesExceptionsOfBothKinds) {
    for (const bool standard : {true, false}) {
        const auto engine = hot::Engine::create({});
        pipeline::Pipeline pipeline(
            engine, std::make_shared<ThrowingExporter>(standard), std::make_shared<RecordedDiagnostics>(),
            PipelineHarness::quick(), [] { return std::string(); }, std::make_shared<pipeline::DeliveryCounts>());
        pipeline.start();
        for (std::uint64_t failures = 1; failures <= 2; ++failures) {
            hot::emit_log(*engine, "x");
            pipeline.flush(std::chrono::seconds(10));
            const auto delivery = pipeline.status().signals[kLogs].delivery;
            EXPECT_EQ(delivery.dropped.at("exporter_exception"), failures);
            EXPECT_NE(delivery.last_error.find(standard ? "disk full" : "not a std::exception"), std::string::npos);
        }
    }
}

TEST(WorkerTest, AnswersEveryThreadThatFlushes) {
    PipelineHarness harness;
    std::atomic<int> complete{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 10; ++i) {
                harness.log("x");
                if (harness.flush()) ++complete;
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(complete, 80);
    EXPECT_EQ(harness.pipeline.status().signals[kLogs].delivery.delivered, 80U);
}

TEST(WorkerTest, CountsWhatAShutdownLeavesBehind) {
    PipelineHarness harness;
    harness.record->answer_always({.outcome = ExportOutcome::Held, .reason = "http_401"});
    for (int i = 0; i < 7; ++i)
        harness.log("x");
    EXPECT_FALSE(harness.pipeline.shutdown(std::chrono::milliseconds(20)));
    const auto status = harness.pipeline.status().signals[kLogs];
    EXPECT_EQ(status.delivery.dropped.at("shutdown"), 7U);
    EXPECT_EQ(status.in_memory, 0U);
    EXPECT_EQ(unaccounted(status), 0);
}

TEST(WorkerTest, SpacesRequestsByTheRateLimit) {
    pipeline::PipelineOptions options = one_item_per_request();
    options.requests_per_second = 50;
    PipelineHarness harness({}, options);
    for (int i = 0; i < 26; ++i)
        harness.log("x");
    const auto before = std::chrono::steady_clock::now();
    ASSERT_TRUE(harness.flush());
    // 26 requests are 0.5 s apart in all, less the tenth of a second that may be caught up with.
    EXPECT_GE(std::chrono::steady_clock::now() - before, std::chrono::milliseconds(350));
    EXPECT_EQ(harness.record->requests().size(), 26U);
}

TEST(WorkerTest, FillsARequestThatTheRateLimitHoldsUp) {
    pipeline::PipelineOptions options = one_item_per_request();
    options.batches_grow = true;
    options.requests_per_second = 2;
    hot::EngineOptions engine;
    engine.batch_items = 1;  // so that the worker is told of every record
    PipelineHarness harness(std::move(engine), options);
    harness.log("a");
    const auto requests = [&] { return harness.record->requests().size(); };
    ASSERT_TRUE(test::wait_until([&] { return requests() == 1; }));
    // The next may leave 0.4 s later, and each of these is due.
    for (const char* body : {"b", "c", "d"}) {
        harness.log(body);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    EXPECT_EQ(requests(), 1U);
    ASSERT_TRUE(test::wait_until([&] { return requests() == 2; }));
    EXPECT_EQ(harness.record->requests()[1].items, 3U);
}

// What is due while the rate limit holds it up must not keep the worker awake.
TEST(WorkerTest, SleepsWhileTheRateLimitHoldsARequestUp) {
    pipeline::PipelineOptions options = one_item_per_request();
    options.requests_per_second = 2;
    options.batch_timeout = std::chrono::milliseconds(1);
    PipelineHarness harness({}, options);
    for (int i = 0; i < 3; ++i)
        harness.log("x");
    ASSERT_TRUE(test::wait_until([&] { return harness.record->requests().size() == 1; }));
    const std::clock_t before = std::clock();
    ASSERT_TRUE(test::wait_until([&] { return harness.record->requests().size() == 3; }));
    // 0.9 s went by, of which waiting took nearly nothing.
    EXPECT_LT(std::clock() - before, CLOCKS_PER_SEC / 4);
}

}  // namespace
}  // namespace telemetryflow::tests
