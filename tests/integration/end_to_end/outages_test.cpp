// Backends that are down, come up, go away and are slow: the program goes on, and nothing is lost that can be kept.

#include <future>
#include <optional>
#include <set>
#include <thread>

#include "integration/end_to_end/end_to_end_client.hpp"
#include "support/otlp_requests.hpp"
#include "support/reserved_port.hpp"
#include "support/scripted_http_server.hpp"
#include "support/time_of.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::tests {
namespace {

using std::chrono::milliseconds;
using test::kSlack;
using test::ReservedPort;
using test::ScriptedAnswer;
using test::ScriptedHttpServer;
using test::time_of;
using test::wait_until;

/// A client that sends on its own every few milliseconds and does not tire of trying.
TelemetryFlowBuilder patient_builder(const std::string& url, Protocol protocol = Protocol::Http) {
    auto builder = quick_builder(url);
    builder.with_protocol(protocol)
        .with_batch_settings(milliseconds(20))
        .with_retry(true, 10'000, milliseconds(10))
        .with_retry_max_backoff(milliseconds(50));
    return builder;
}

void record_all(EndToEndClient& client, int count, const std::string& prefix) {
    for (int i = 0; i < count; ++i) {
        const auto name = prefix + std::to_string(i);
        const auto span = client->span(name);
        client->log_info(name);
        client->increment_counter("events", 1, {}, "{event}");
    }
}

/// What servers on one port received, each span counted once.
struct Arrived {
    std::multiset<std::string> spans;
    std::multiset<std::string> logs;
    double events = 0;

    void add(const ScriptedHttpServer& server) {
        for (const auto& request : server.requests()) {
            if (request.target.ends_with("traces")) {
                const auto traces = decode_traces(request.body);
                for (const auto& span : traces.resource_spans(0).scope_spans(0).spans())
                    spans.insert(span.name());
            } else if (request.target.ends_with("logs")) {
                const auto records = decode_logs(request.body);
                for (const auto& log : records.resource_logs(0).scope_logs(0).log_records())
                    logs.insert(log.body().string_value());
            } else {
                const auto metrics = decode_metrics(request.body);
                for (const auto& metric : metrics.resource_metrics(0).scope_metrics(0).metrics())
                    events = static_cast<double>(metric.sum().data_points(0).as_int());
            }
        }
    }
};

std::multiset<std::string> names(std::initializer_list<std::string> prefixes, int count) {
    std::multiset<std::string> all;
    for (const auto& prefix : prefixes) {
        for (int i = 0; i < count; ++i)
            all.insert(prefix + std::to_string(i));
    }
    return all;
}

class DeadBackendTest : public ::testing::TestWithParam<Protocol> {};

TEST_P(DeadBackendTest, NeverHoldsTheProgramUp) {
    const ReservedPort nobody;
    EndToEndClient client(patient_builder(nobody.url(), GetParam()));
    record_all(client, 2'000, "dead-");
    FlushResult flushed;
    EXPECT_LT(time_of([&] { flushed = client->flush(milliseconds(200)); }), milliseconds(200) + kSlack);
    EXPECT_FALSE(flushed.complete);
    EXPECT_GT(flushed.left_items, 0U);
    auto status = client->get_status();
    expect_balanced(status);
    EXPECT_EQ(status.of(SignalType::Traces).in_memory, 2'000U);
    EXPECT_TRUE(wait_until([&] { return client.health() == HealthStatus::Degraded; }));
    record_all(client, 10, "still-");
    FlushResult ended;
    EXPECT_LT(time_of([&] { ended = client->shutdown(milliseconds(200)); }), milliseconds(200) + kSlack);
    EXPECT_FALSE(ended.complete);
    status = client->get_status();
    expect_balanced(status);
    std::uint64_t lost = 0;
    for (const SignalType signal : kAllSignals) {
        EXPECT_EQ(status.of(signal).delivered, 0U);
        EXPECT_EQ(status.of(signal).in_memory, 0U);
        lost += status.of(signal).dropped_total();
    }
    EXPECT_EQ(status.of(SignalType::Traces).dropped.at("shutdown"), 2'010U);
    EXPECT_EQ(ended.left_items, lost);
    client.record_spans(1, "too late");
    expect_balanced(client->get_status());
}

TEST_P(DeadBackendTest, FullBuffersDropTheNewestAndCountThem) {
    const ReservedPort nobody;
    auto builder = patient_builder(nobody.url(), GetParam());
    builder.with_buffer_size(1 << 20).with_traces_only();
    EndToEndClient client(builder);
    const std::string long_name(900, 'n');
    client.record_spans(10'000, long_name);
    const auto status = client->get_status();
    expect_balanced(status);
    const auto& spans = status.of(SignalType::Traces);
    EXPECT_EQ(spans.created, 10'000U);
    EXPECT_GT(spans.in_memory, 100U);
    EXPECT_GT(spans.dropped_total(), 5'000U);
    EXPECT_LE(status.queue_bytes, status.queue_capacity_bytes);
    EXPECT_NE(client.health(), HealthStatus::Healthy);
}

INSTANTIATE_TEST_SUITE_P(Protocols, DeadBackendTest, ::testing::Values(Protocol::Grpc, Protocol::Http),
                         [](const auto& way) { return way.param == Protocol::Grpc ? "Grpc" : "Http"; });

TEST(OutagesTest, WhatWasRecordedBeforeTheBackendCameUpArrives) {
    const ReservedPort port;
    EndToEndClient client(patient_builder(port.url()));
    record_all(client, 500, "early-");
    ASSERT_TRUE(wait_until([&] { return client->get_status().exports_retried > 3; }));
    ScriptedHttpServer server(port.number());
    EXPECT_TRUE(client->flush().complete);
    EXPECT_EQ(client.health(), HealthStatus::Healthy);
    EXPECT_TRUE(client->shutdown().complete);
    expect_all_delivered(client->get_status());
    Arrived arrived;
    arrived.add(server);
    EXPECT_TRUE(arrived.spans == names({"early-"}, 500));
    EXPECT_TRUE(arrived.logs == names({"early-"}, 500));
    EXPECT_EQ(arrived.events, 500);
}

TEST(OutagesTest, ARestartOfTheBackendLosesNothing) {
    const ReservedPort port;
    std::optional<ScriptedHttpServer> server(port.number());
    EndToEndClient client(patient_builder(port.url()));
    record_all(client, 300, "before-");
    ASSERT_TRUE(client->flush().complete);
    Arrived arrived;
    arrived.add(*server);
    server.reset();
    record_all(client, 300, "during-");
    ASSERT_TRUE(wait_until([&] { return client->get_status().exports_retried > 3; }));
    server.emplace(port.number());
    record_all(client, 300, "after-");
    EXPECT_TRUE(client->shutdown().complete);
    expect_all_delivered(client->get_status());
    arrived.add(*server);
    const auto expected = names({"before-", "during-", "after-"}, 300);
    EXPECT_TRUE(arrived.spans == expected) << arrived.spans.size();
    EXPECT_TRUE(arrived.logs == expected) << arrived.logs.size();
    EXPECT_EQ(arrived.events, 900);
}

TEST(OutagesTest, FlushesDuringAnOutageUseUpNoRetries) {
    const ReservedPort port;
    auto builder = patient_builder(port.url());
    builder.with_traces_only()
        .with_retry(true, 2, std::chrono::minutes(5))
        .with_retry_max_backoff(std::chrono::minutes(10));
    EndToEndClient client(builder);
    client.record_spans(10);
    for (int i = 0; i < 10; ++i)
        EXPECT_FALSE(client->flush(milliseconds(20)).complete);
    EXPECT_EQ(client->get_status().of(SignalType::Traces).in_memory, 10U);
    const ScriptedHttpServer server(port.number());
    EXPECT_TRUE(client->flush().complete);
    expect_all_delivered(client->get_status());
}

TEST(SlowBackendTest, ImpatientFlushesUseUpNoRetries) {
    ScriptedHttpServer server;
    auto slow = ScriptedAnswer::status(200);
    slow.delay = milliseconds(300);
    for (int i = 0; i < 6; ++i)
        server.script(slow);
    auto builder = quick_builder(server.url());
    builder.with_http().with_traces_only();
    EndToEndClient client(builder);
    client.record_spans(10);
    for (int i = 0; i < 5; ++i)
        client->flush(milliseconds(40));
    EXPECT_TRUE(client->flush().complete);
    expect_all_delivered(client->get_status());
}

TEST(OutagesTest, RestartsUnderLoadLoseNothing) {
    const ReservedPort port;
    std::optional<ScriptedHttpServer> server(port.number());
    EndToEndClient client(patient_builder(port.url()));
    Arrived arrived;
    auto load = std::async(std::launch::async, [&] {
        for (int round = 0; round < 60; ++round) {
            record_all(client, 20, "round-" + std::to_string(round) + "-");
            std::this_thread::sleep_for(milliseconds(5));
        }
    });
    for (int restart = 0; restart < 4; ++restart) {
        std::this_thread::sleep_for(milliseconds(60));
        server->stop();
        arrived.add(*server);
        server.reset();
        std::this_thread::sleep_for(milliseconds(20));
        server.emplace(port.number());
    }
    load.get();
    EXPECT_TRUE(client->shutdown().complete);
    expect_all_delivered(client->get_status());
    EXPECT_EQ(client->get_status().of(SignalType::Traces).delivered, 1'200U);
    EXPECT_EQ(client->get_status().of(SignalType::Logs).delivered, 1'200U);
    arrived.add(*server);
    // What a stop cut before its answer arrives again: once each at least.
    std::set<std::string> expected;
    for (int round = 0; round < 60; ++round) {
        for (int i = 0; i < 20; ++i)
            expected.insert("round-" + std::to_string(round) + "-" + std::to_string(i));
    }
    EXPECT_TRUE(std::set<std::string>(arrived.spans.begin(), arrived.spans.end()) == expected);
    EXPECT_TRUE(std::set<std::string>(arrived.logs.begin(), arrived.logs.end()) == expected);
    EXPECT_EQ(arrived.events, 1'200);
}

TEST(SlowBackendTest, RecordingNeverWaitsForAServerThatHangs) {
    ScriptedHttpServer server;
    for (int i = 0; i < 100; ++i)
        server.script({.bytes = {}, .then = ScriptedAnswer::Then::Hang});
    EndToEndClient client(patient_builder(server.url()));
    record_all(client, 1, "first-");
    ASSERT_TRUE(wait_until([&] { return !server.requests().empty(); }));
    EXPECT_LT(time_of([&] { record_all(client, 10'000, "hanging-"); }), kSlack);
    expect_balanced(client->get_status());
    FlushResult result;
    EXPECT_LT(time_of([&] { result = client->flush(milliseconds(150)); }), milliseconds(150) + kSlack);
    EXPECT_FALSE(result.complete);
    EXPECT_LT(time_of([&] { result = client->shutdown(milliseconds(150)); }), milliseconds(150) + kSlack);
    EXPECT_FALSE(result.complete);
    EXPECT_GE(result.left_items, 20'000U);
    const auto status = client->get_status();
    expect_balanced(status);
    for (const SignalType signal : kAllSignals)
        EXPECT_EQ(status.of(signal).in_memory, 0U);
}

TEST(SlowBackendTest, AnAnswerThatDribblesIsTakenWhenItFitsTheTimeout) {
    ScriptedHttpServer server;
    auto slow = ScriptedAnswer::status(200, "Content-Type: application/x-protobuf\r\n");
    slow.pause_per_byte = milliseconds(5);
    server.script(slow);
    auto builder = patient_builder(server.url());
    builder.with_traces_only();
    EndToEndClient client(builder);
    client.record_spans(1);
    ASSERT_TRUE(wait_until([&] { return !server.requests().empty(); }));
    client.record_spans(10'000);
    EXPECT_TRUE(client->flush().complete);
    expect_all_delivered(client->get_status());
}

TEST(SlowBackendTest, AnAnswerThatDribblesPastTheTimeoutIsTriedAgain) {
    ScriptedHttpServer server;
    auto slow = ScriptedAnswer::status(200);
    slow.pause_per_byte = milliseconds(50);
    server.script(slow);
    auto builder = patient_builder(server.url());
    builder.with_traces_only().with_timeout(milliseconds(500));
    EndToEndClient client(builder);
    client.record_spans(1);
    EXPECT_TRUE(client->flush().complete);
    expect_all_delivered(client->get_status());
    EXPECT_GE(server.requests().size(), 2U);
    EXPECT_NE(client.log->text().find("did not answer in time"), std::string::npos) << client.log->text();
}

TEST(SlowBackendTest, DestructionWaitsForItsTimeoutAtMost) {
    ScriptedHttpServer server;
    for (int i = 0; i < 10; ++i)
        server.script({.bytes = {}, .then = ScriptedAnswer::Then::Hang});
    auto builder = patient_builder(server.url());
    builder.with_traces_only();
    std::optional<TelemetryFlowClient> client(builder.build());
    client->initialize();
    { const auto span = client->span("left"); }
    EXPECT_LT(time_of([&] { client.reset(); }), TelemetryFlowClient::kDestructionTimeout + kSlack);
}

}  // namespace
}  // namespace telemetryflow::tests
