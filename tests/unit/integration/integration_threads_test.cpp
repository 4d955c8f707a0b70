// What integrations share is used by many threads at once, and before the client is ready.

#include <barrier>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "telemetryflow/integration/database_calls.hpp"
#include "telemetryflow/integration/describe_sql.hpp"
#include "telemetryflow/integration/library_log.hpp"
#include "telemetryflow/telemetryflow.hpp"
#include "telemetryflow/testing/in_memory_exporter.hpp"

namespace telemetryflow::tests {
namespace {

using integration::DatabaseCalls;
using integration::DatabaseSpan;

std::uint64_t created(const TelemetryFlowClient& client, SignalType signal) {
    return client.get_status().of(signal).created;
}

TEST(IntegrationThreadsTest, CallsFromManyThreadsAreAllRecordedOnceTheClientIsReady) {
    constexpr int kThreads = 6;
    constexpr int kCalls = 200;
    TelemetryConfig config =
        TelemetryConfig::create(Credentials("tfk_test", "tfs_test"), "127.0.0.1:4317", "test-service");
    TelemetryFlowClient client(config, {.exporter = std::make_unique<testing::InMemoryExporter>(
                                            std::make_shared<testing::InMemoryExporter::Record>())});
    DatabaseCalls calls(client, {.system = "test"});
    const auto call = [&] {
        DatabaseSpan span =
            calls.start(integration::describe_sql("SELECT 'x' FROM t", integration::SqlDialect::PostgreSql));
        integration::emit_log(client, {.message = "called"});
        span.fail({.type = "tested"});
    };

    std::barrier ready(kThreads + 1);
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) {
        threads.emplace_back([&] {
            // While the client is being initialized: some of these are recorded.
            for (int n = 0; n < kCalls; ++n)
                call();
            ready.arrive_and_wait();
            ready.arrive_and_wait();
            for (int n = 0; n < kCalls; ++n)
                call();
        });
    }
    client.initialize();
    ready.arrive_and_wait();
    const std::uint64_t spans = created(client, SignalType::Traces);
    const std::uint64_t logs = created(client, SignalType::Logs);
    ready.arrive_and_wait();
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(created(client, SignalType::Traces) - spans, std::uint64_t{kThreads * kCalls});
    EXPECT_EQ(created(client, SignalType::Logs) - logs, std::uint64_t{kThreads * kCalls});
    EXPECT_TRUE(client.flush().complete);
}

}  // namespace
}  // namespace telemetryflow::tests
