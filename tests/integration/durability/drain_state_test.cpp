// What drain_state() sends, decoded by the protobuf classes, and what StateFolder says before and afterwards. The
// program over both is tested in tests/spool.

#include "telemetryflow/state/drain_state.hpp"

#include <filesystem>
#include <fstream>
#include <memory>

#include <gtest/gtest.h>

#include "integration/lifecycle/lifecycle_client.hpp"
#include "support/grpc_collector.hpp"
#include "support/otlp_requests.hpp"
#include "support/temp_dir.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::tests {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr const char* kService = "test-service";

class DrainStateTest : public ::testing::Test {
protected:
    DrainStateTest() { fs::create_directory(path()); }

    [[nodiscard]] std::string path() const { return folder_.file("state"); }
    [[nodiscard]] TelemetryConfig config() const {
        TelemetryConfig config = quiet_config();
        config.state_directory = path();
        return config;
    }
    // Where to, as telemetryflow-spool has it from its variables.
    [[nodiscard]] TelemetryConfig config_to(const std::string& endpoint) const {
        return TelemetryFlowBuilder()
            .with_api_key("tfk_drain", "tfs_drain")
            .with_endpoint(endpoint)
            .with_grpc()
            .with_service("drain")
            .with_retry(true, 3, 5ms)
            .build_config();
    }
    // A client that could not deliver a log and a span before it went.
    void leave_something(const std::string& name) const {
        LifecycleClient client(config());
        client.backend->answer(ExportOutcome::Retryable);
        client->log_info(name, {{"number", 7}});
        { const telemetryflow::Span span = client->span(name); }
        EXPECT_FALSE(client->shutdown(20ms).complete);
    }
    DrainReport drain(
        const std::string& endpoint, std::chrono::milliseconds patience = 30s,
        const std::function<bool(const DrainReport&)>& go_on = [](const DrainReport&) { return true; }) const {
        return drain_state(StateFolder(path()), kService, config_to(endpoint), patience,
                           std::make_shared<KeptDiagnostics>(), go_on);
    }
    [[nodiscard]] std::vector<KeptProcess> left() const { return StateFolder(path()).processes(kService); }

    test::TempDir folder_;
};

test::GrpcAnswer answer(grpc::StatusCode code) {
    test::GrpcAnswer answer;
    answer.status = grpc::Status(code, "no");
    return answer;
}

bool is_recovered(const Resource& resource) {
    for (const auto& attribute : resource.attributes()) {
        if (attribute.key() == "telemetryflow.recovered") return attribute.value().bool_value();
    }
    return false;
}

TEST_F(DrainStateTest, SendsWhatWasLeftWithItsResourceAndDeletesIt) {
    leave_something("left");
    ASSERT_EQ(left().size(), 1U);
    EXPECT_FALSE(left()[0].in_use);
    EXPECT_EQ(left()[0].of(SignalType::Logs).items, 1U);
    EXPECT_EQ(left()[0].of(SignalType::Traces).items, 1U);

    const test::GrpcCollector collector;
    const DrainReport report = drain(collector.url());
    EXPECT_TRUE(report.complete());
    EXPECT_EQ(report.processes, 1U);
    EXPECT_EQ(report.signals[static_cast<std::size_t>(SignalType::Logs)].delivered, 1U);
    EXPECT_EQ(report.signals[static_cast<std::size_t>(SignalType::Traces)].delivered, 1U);
    EXPECT_EQ(report.requests, 2U);
    EXPECT_TRUE(left().empty());

    const auto calls = collector.calls();
    ASSERT_EQ(calls.size(), 2U);
    for (const test::GrpcCall& call : calls) {
        EXPECT_EQ(call.values("x-telemetryflow-key-id"), std::vector<std::string>{"tfk_drain"});
        if (call.signal == SignalType::Logs) {
            const LogsRequest request = decode_logs(call.message);
            ASSERT_EQ(request.resource_logs_size(), 1);
            EXPECT_TRUE(is_recovered(request.resource_logs(0).resource()));
            const LogRecord& log = request.resource_logs(0).scope_logs(0).log_records(0);
            EXPECT_EQ(log.body().string_value(), "left");
            EXPECT_EQ(log.attributes(0).value().int_value(), 7);
        } else {
            const TraceRequest request = decode_traces(call.message);
            EXPECT_TRUE(is_recovered(request.resource_spans(0).resource()));
            EXPECT_EQ(request.resource_spans(0).scope_spans(0).spans(0).name(), "left");
        }
    }
}

TEST_F(DrainStateTest, WhatIsReadIsWhatIsSent) {
    leave_something("read");
    std::vector<std::pair<SignalType, std::uint64_t>> read;
    const StateFolder state(path());
    state.read(left()[0], [&](SignalType signal, std::span<const std::byte> request, std::uint64_t items) {
        read.emplace_back(signal, items);
        const std::string body(reinterpret_cast<const char*>(request.data()), request.size());
        if (signal == SignalType::Logs) {
            EXPECT_EQ(decode_logs(body).resource_logs(0).scope_logs(0).log_records(0).body().string_value(), "read");
            EXPECT_FALSE(is_recovered(decode_logs(body).resource_logs(0).resource())) << "nobody has sent it";
        } else {
            EXPECT_EQ(decode_traces(body).resource_spans(0).scope_spans(0).spans(0).name(), "read");
        }
    });
    EXPECT_EQ(read.size(), 2U);
    EXPECT_EQ(left()[0].items(), 2U) << "reading settles nothing";
    EXPECT_TRUE(state.damage(left()[0]).empty());
}

TEST_F(DrainStateTest, LeavesALivingClientAlone) {
    LifecycleClient living(config());
    living.backend->answer(ExportOutcome::Retryable);
    living->log_info("living");
    ASSERT_EQ(left().size(), 1U);
    EXPECT_TRUE(left()[0].in_use);
    EXPECT_FALSE(StateFolder(path()).remove(left()[0]));
    const test::GrpcCollector collector;
    const DrainReport report = drain(collector.url());
    EXPECT_EQ(report.processes, 0U);
    EXPECT_TRUE(collector.calls().empty());
    living.backend->answer(ExportOutcome::Delivered);
    EXPECT_TRUE(living->shutdown().complete);
    EXPECT_TRUE(living.backend->received("living"));
}

TEST_F(DrainStateTest, TriesAgainWhatABusyBackendDoesNotTake) {
    leave_something("busy");
    test::GrpcCollector collector;
    for (int i = 0; i < 3; ++i)
        collector.script(answer(grpc::StatusCode::UNAVAILABLE));
    EXPECT_TRUE(drain(collector.url()).complete());
    const auto calls = collector.calls();
    EXPECT_EQ(calls.size(), 5U) << "three in vain";
    EXPECT_TRUE(left().empty());
}

TEST_F(DrainStateTest, EndsAtOnceWhenAKeyIsRefused) {
    leave_something("held");
    test::GrpcCollector collector;
    for (int i = 0; i < 2; ++i)
        collector.script(answer(grpc::StatusCode::UNAUTHENTICATED));
    const DrainReport report = drain(collector.url(), 10min);
    EXPECT_TRUE(report.held);
    EXPECT_FALSE(report.complete());
    EXPECT_NE(report.last_error.find("16"), std::string::npos) << report.last_error;
    EXPECT_EQ(left().size(), 1U);
    EXPECT_FALSE(left()[0].in_use);
    EXPECT_EQ(left()[0].items(), 2U);
}

TEST_F(DrainStateTest, EndsWhenItIsToldTo) {
    leave_something("stopped");
    test::GrpcCollector collector;
    test::GrpcAnswer none;
    none.hold = true;
    collector.script(none);
    const auto begin = std::chrono::steady_clock::now();
    const DrainReport report =
        drain(collector.url(), 10min, [&](const DrainReport&) { return collector.calls().empty(); });
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 20s);
    EXPECT_FALSE(report.complete());
    EXPECT_EQ(left()[0].items(), 2U);
    EXPECT_TRUE(drain(test::GrpcCollector().url(), 50ms).processes == 1U) << "and may be begun again";
}

TEST_F(DrainStateTest, EndsWhenNothingIsDeliveredForTooLong) {
    leave_something("patient");
    const DrainReport report = drain("http://127.0.0.1:1", 300ms);
    EXPECT_FALSE(report.complete());
    EXPECT_FALSE(report.last_error.empty());
    EXPECT_EQ(left()[0].items(), 2U);
}

TEST_F(DrainStateTest, ServicesAreFoundAndWhatIsNoneIsNot) {
    leave_something("x");
    std::ofstream(path() + "/file") << "x";
    fs::create_directory_symlink(path() + "/" + kService, path() + "/link");
    EXPECT_EQ(StateFolder(path()).services(), std::vector<std::string>{kService});
    EXPECT_THROW(StateFolder(path() + "/nowhere"), std::runtime_error);
    EXPECT_THROW(StateFolder(path() + "/file"), std::runtime_error);
    EXPECT_THROW(static_cast<void>(StateFolder(path()).processes("nowhere")), std::runtime_error);
    EXPECT_THROW(drain_state(StateFolder(path()), "nowhere", config_to("http://127.0.0.1:1"), 1s,
                             std::make_shared<KeptDiagnostics>(), {}),
                 std::runtime_error);
}

TEST_F(DrainStateTest, RemovesWhatWasLeft) {
    leave_something("gone");
    const StateFolder state(path());
    const KeptProcess process = left()[0];
    EXPECT_TRUE(state.remove(process));
    EXPECT_FALSE(state.remove(process)) << "it is gone";
    EXPECT_TRUE(left().empty());
    EXPECT_TRUE(state.damage(process).empty());
}

}  // namespace
}  // namespace telemetryflow::tests
