// One middleware and one context, used by many threads at once; also under ThreadSanitizer.

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "telemetryflow/middleware/telemetry_middleware.hpp"
#include "telemetryflow/telemetryflow.hpp"
#include "telemetryflow/testing/in_memory_exporter.hpp"

#include "support/header_list.hpp"

namespace telemetryflow::tests {
namespace {

constexpr int kThreads = 8;
constexpr int kRequests = 200;

struct MiddlewareConcurrencyTest : ::testing::Test {
    /// Calls `work` on many threads at once.
    template <class Work>
    void on_threads(Work work) {
        std::vector<std::thread> threads;
        for (int i = 0; i < kThreads; ++i)
            threads.emplace_back(work);
        for (std::thread& thread : threads)
            thread.join();
    }

    TelemetryFlowClient client = TelemetryFlowBuilder()
                                     .with_backend_profile(BackendProfile::Otlp)
                                     .with_service("concurrent")
                                     .with_exporter(std::make_unique<testing::InMemoryExporter>(
                                         std::make_shared<testing::InMemoryExporter::Record>()))
                                     .build();
    const HeaderList headers{{"traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
                             {"tracestate", "rojo=1"},
                             {"baggage", "tenant=7"}};
};

TEST_F(MiddlewareConcurrencyTest, ServesManyThreadsThroughTheClientsWholeLife) {
    const TelemetryMiddleware middleware(client);
    std::atomic<int> served{0};
    std::atomic<bool> over{false};
    std::thread life([&] {
        const auto serve_more = [&] {
            const int wanted = served + kRequests;
            while (served < wanted)
                std::this_thread::yield();
        };
        serve_more();
        client.initialize();
        serve_more();
        client.shutdown();
        serve_more();
        over = true;
    });
    on_threads([&] {
        while (!over) {
            RequestScope request(middleware, {.method = "GET", .path = "/x", .headers = headers});
            request.set_route("/x");
            request.end(200);
            ++served;
        }
    });
    life.join();
    const SignalCounters traces = client.get_status().of(SignalType::Traces);
    EXPECT_TRUE(traces.balanced());
    EXPECT_GT(traces.created, 0U) << "requests came within the client's life";
}

TEST_F(MiddlewareConcurrencyTest, AContextIsHandedToManyThreadsAtOnce) {
    client.initialize();
    const Context context = client.extract(headers);
    on_threads([&, context] {
        for (int i = 0; i < kRequests; ++i) {
            const ContextGuard guard = client.attach(context);
            const Span span = client.span("work");
            ASSERT_EQ(span.context().trace_state.get("rojo"), "1");
            ASSERT_EQ(client.current_baggage().get("tenant"), "7");
        }
    });
    EXPECT_TRUE(client.shutdown().complete);
    EXPECT_EQ(client.get_status().of(SignalType::Traces).delivered, static_cast<std::uint64_t>(kThreads * kRequests));
}

TEST_F(MiddlewareConcurrencyTest, RequestsGoFromThreadToThread) {
    client.initialize();
    const TelemetryMiddleware middleware(client);
    on_threads([&] {
        for (int i = 0; i < kRequests / 10; ++i) {
            ServerRequest request = middleware.start_request({.method = "GET", .path = "/x", .headers = headers});
            std::thread([&client = client, request = std::move(request)]() mutable {
                const auto current = request.attach();
                const Span span = client.span("work");
                request.end(200);
            }).join();
        }
    });
    EXPECT_TRUE(client.shutdown().complete);
    EXPECT_EQ(client.get_status().of(SignalType::Traces).delivered,
              static_cast<std::uint64_t>(kThreads * kRequests / 5));
}

}  // namespace
}  // namespace telemetryflow::tests
