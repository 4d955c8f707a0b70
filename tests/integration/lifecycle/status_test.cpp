// What the client tells about itself, and what it leaves as it was.

#include <cerrno>
#include <clocale>
#include <sstream>
#include <thread>

#include <nlohmann/json.hpp>
#include <pthread.h>
#include <signal.h>

#include "integration/lifecycle/lifecycle_client.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::tests {
namespace {

using namespace std::chrono_literals;

TEST(StatusTest, IsOneJsonObjectWithTheFamilysKeys) {
    LifecycleClient client;
    client->log_info("one");
    client->increment_counter("c");
    { const Span span = client->span("s"); }
    client->flush();
    const auto json = nlohmann::json::parse(client->get_status().to_json());
    EXPECT_EQ(json.at("initialized"), true);
    EXPECT_EQ(json.at("service_name"), "test-service");
    EXPECT_EQ(json.at("endpoint"), "127.0.0.1:4317");
    EXPECT_EQ(json.at("protocol"), "grpc");
    EXPECT_EQ(json.at("logs_sent"), 1);
    EXPECT_EQ(json.at("spans_sent"), 1);
    EXPECT_EQ(json.at("metrics_sent"), 1);
    EXPECT_GE(json.at("uptime_seconds"), 0);
    EXPECT_EQ(json.at("signals_enabled").size(), 3U);
    EXPECT_TRUE(json.at("signals").contains("traces"));
    const auto health = nlohmann::json::parse(client->query(GetHealthQuery{}).to_json());
    EXPECT_EQ(health.at("status"), "healthy");
    EXPECT_GE(health.at("components").size(), 4U);
}

TEST(StatusTest, NeverHoldsASecret) {
    LifecycleClient client;
    client->log_info("one");
    client->flush();
    std::ostringstream text;
    text << client.client << client->get_status() << client->query(GetHealthQuery{}) << client->config();
    EXPECT_EQ(text.str().find("topsecret"), std::string::npos);
}

ComponentHealth component(LifecycleClient& client, std::string_view name) {
    for (const ComponentHealth& found : client->query(GetHealthQuery{}).components) {
        if (found.name == name) return found;
    }
    ADD_FAILURE() << "no component " << name;
    return {};
}

TEST(StatusTest, HealthNamesTheSignalThatIsHeld) {
    LifecycleClient client;
    client.backend->answer(ExportOutcome::Held, "http_401");
    client->log_info("held");
    client.attempt();
    EXPECT_TRUE(test::wait_until([&] { return component(client, "exporter.logs").status == HealthStatus::Unhealthy; }));
    EXPECT_EQ(component(client, "exporter.traces").status, HealthStatus::Healthy);
    const HealthQueryResult health = client->query(GetHealthQuery{});
    EXPECT_EQ(health.status, HealthStatus::Unhealthy);
    EXPECT_TRUE(health.reason.starts_with("exporter.logs: telemetry is held")) << health.reason;
    client.backend->answer(ExportOutcome::Delivered);
    EXPECT_TRUE(test::wait_until([&] { return client->query(GetHealthQuery{}).status == HealthStatus::Healthy; }));
}

TEST(StatusTest, HealthRemembersALossAfterTheBackendIsWellAgain) {
    LifecycleClient client;
    client.backend->answer(ExportOutcome::Refused, "http_400");
    client->log_info("lost");
    EXPECT_TRUE(client->flush().complete);
    client.backend->answer(ExportOutcome::Delivered);
    client->log_info("delivered");
    EXPECT_TRUE(client->flush().complete);
    EXPECT_EQ(component(client, "exporter.logs").status, HealthStatus::Healthy);
    EXPECT_EQ(component(client, "records").status, HealthStatus::Degraded);
    const HealthQueryResult health = client->query(GetHealthQuery{});
    EXPECT_EQ(health.status, HealthStatus::Degraded);
    EXPECT_TRUE(health.reason.starts_with("records: ")) << health.reason;
}

TEST(StatusTest, HealthSaysThatRecordsDoNotFitWhileTheWorkerIsStuck) {
    TelemetryConfig config = quiet_config();
    config.buffer_bytes = 1U << 20U;
    LifecycleClient client(config);
    Backend& backend = *client.backend;
    backend.answer([&backend](const ExportRequest&) { return backend.hang(true); });
    client->log_info("stuck");
    client.attempt();
    backend.wait_until_hanging();
    EXPECT_EQ(component(client, "records").status, HealthStatus::Healthy);
    for (int i = 0; i < 2000; ++i)
        client->log_info(std::string(1000, 'x'));
    EXPECT_EQ(component(client, "buffer").status, HealthStatus::Degraded);
    EXPECT_EQ(component(client, "records").status, HealthStatus::Degraded);
    backend.answer(ExportOutcome::Delivered);
    backend.release();
}

TEST(StatusTest, HealthSaysThatTheStateDirectoryCannotBeUsed) {
    TelemetryConfig config = quiet_config();
    config.state_directory = "/proc/no-such-folder";
    LifecycleClient broken(config);
    EXPECT_EQ(component(broken, "durability").status, HealthStatus::Degraded);
    config.durability = Durability::Memory;
    LifecycleClient in_memory(config);
    EXPECT_EQ(component(in_memory, "durability").status, HealthStatus::Healthy);
}

TEST(StatusTest, NamesEveryQueryThatNothingAnswers) {
    LifecycleClient client;
    EXPECT_THROW(client->query(GetLogsQuery{}), TelemetryFlowError);
}

TEST(StatusTest, CountsWhatIsInMemoryBeforeItIsSent) {
    LifecycleClient client;
    for (int i = 0; i < 7; ++i)
        client->log_info("waits");
    const SDKStatusResult status = client->get_status();
    EXPECT_EQ(status.of(SignalType::Logs).in_memory, 7U);
    EXPECT_GT(status.queue_bytes, 0U);
    EXPECT_EQ(status.threads, 1U);
    expect_balanced(status);
}

TEST(StatusTest, CountsSpansThatThreadsPassToEachOther) {
    LifecycleClient client;
    for (int i = 0; i < 100; ++i) {
        const SpanId id = client->start_span("passed");
        std::thread([&] { client->end_span(id); }).join();
    }
    const SDKStatusResult status = client->get_status();
    EXPECT_EQ(status.open_spans, 0U);
    EXPECT_EQ(status.of(SignalType::Traces).created, 100U);
}

TEST(StatusTest, AShutdownSaysHowOftenAnErrorWasNotSaid) {
    ::testing::internal::CaptureStderr();
    const auto backend = std::make_shared<Backend>();
    backend->answer(ExportOutcome::Refused, "http_400");
    TelemetryFlowClient client(quiet_config(), {.exporter = std::make_unique<ScriptedExporter>(backend)});
    client.initialize();
    for (int i = 0; i < 5; ++i) {
        client.log_info("refused");
        EXPECT_TRUE(client.flush().complete);
    }
    client.shutdown();
    const std::string said = ::testing::internal::GetCapturedStderr();
    EXPECT_NE(said.find("error: export.logs: 1 items dropped: a scripted answer\n"), std::string::npos) << said;
    EXPECT_NE(said.find("error: export.logs: 4 more in the last 30 seconds"), std::string::npos) << said;
}

// Calls `call` with errno set and tells whether it still is.
template <class Call>
bool keeps_errno(Call&& call) {
    errno = EXDEV;
    call();
    return errno == EXDEV;
}

TEST(StatusTest, LeavesErrnoAsItWas) {
    TelemetryConfig config = quiet_config();
    config.buffer_bytes = 1U << 20U;
    config.overflow_policy = OverflowPolicy::Block;
    config.overflow_timeout = 20ms;
    LifecycleClient client(config);
    Backend& backend = *client.backend;
    backend.answer([&backend](const ExportRequest&) { return backend.hang(true); });
    EXPECT_TRUE(keeps_errno([&] { client->increment_counter("c", 1, {{"a", 1}}); }));
    EXPECT_TRUE(keeps_errno([&] { client->log_info("one"); }));
    EXPECT_TRUE(keeps_errno([&] { const Span span = client->span("s"); }));
    EXPECT_TRUE(keeps_errno([&] { client->end_span(client->start_span("m")); }));
    client.attempt();
    const std::string body(50'000, 'x');
    for (int i = 0; dropped(client->get_status(), SignalType::Logs, "queue_full") < 3 && i < 100; ++i) {
        EXPECT_TRUE(keeps_errno([&] { client->log_info(body); })) << "record " << i;
    }
    EXPECT_GE(dropped(client->get_status(), SignalType::Logs, "queue_full"), 3U);
    std::thread([&] { EXPECT_TRUE(keeps_errno([&] { client->log_info("a thread's first"); })); }).join();
    backend.release();
}

TEST(StatusTest, LeavesSignalsToTheProgram) {
    LifecycleClient client;
    sigset_t of_worker;
    ::sigemptyset(&of_worker);
    client.backend->answer([&](const ExportRequest&) {
        ::pthread_sigmask(SIG_BLOCK, nullptr, &of_worker);
        return result(ExportOutcome::Delivered);
    });
    sigset_t before;
    ::pthread_sigmask(SIG_BLOCK, nullptr, &before);
    client->log_info("look");
    ASSERT_TRUE(client->flush().complete);
    for (const int program : {SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2, SIGCHLD, SIGPIPE, SIGPROF, SIGALRM})
        EXPECT_EQ(::sigismember(&of_worker, program), 1) << program;
    for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP})
        EXPECT_EQ(::sigismember(&of_worker, fault), 0) << fault;
    sigset_t after;
    ::pthread_sigmask(SIG_BLOCK, nullptr, &after);
    for (int signal = 1; signal < NSIG; ++signal)
        EXPECT_EQ(::sigismember(&before, signal), ::sigismember(&after, signal)) << signal;
}

}  // namespace
}  // namespace telemetryflow::tests
