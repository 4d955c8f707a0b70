// Every class of answer that OTLP/HTTP knows, and every way to get none: what the client makes of it.

#include <array>
#include <ctime>
#include <functional>

#include "integration/end_to_end/response_case.hpp"
#include "support/reserved_port.hpp"
#include "support/rpc_status_bytes.hpp"
#include "support/scripted_http_server.hpp"

namespace telemetryflow::tests {
namespace {

using std::chrono::milliseconds;
using test::ScriptedAnswer;
using test::ScriptedHttpServer;

const std::string kProtobuf = "Content-Type: application/x-protobuf\r\n";

TelemetryFlowBuilder http_builder(const std::string& endpoint, BackendProfile profile = BackendProfile::TelemetryFlow) {
    auto builder = quick_builder(endpoint);
    builder.with_http().with_traces_only().with_backend_profile(profile);
    return builder;
}

struct HttpCase {
    std::string name;
    std::vector<ScriptedAnswer> answers;  // then 200
    ExpectedOutcome expected;
    BackendProfile profile = BackendProfile::TelemetryFlow;
    std::function<void(TelemetryFlowBuilder&)> configure = {};
};

std::vector<ScriptedAnswer> statuses(std::initializer_list<int> codes) {
    std::vector<ScriptedAnswer> answers;
    for (const int code : codes)
        answers.push_back(ScriptedAnswer::status(code));
    return answers;
}

ScriptedAnswer ending(ScriptedAnswer::Then then, std::string bytes = {}) {
    return {.bytes = std::move(bytes), .then = then};
}

std::string partial_success(std::uint64_t rejected, const std::string& message) {
    return test::length_field(1, test::varint_field(1, rejected) + test::length_field(2, message));
}

void expect_outcomes(const std::vector<HttpCase>& cases) {
    for (const HttpCase& one : cases) {
        SCOPED_TRACE(one.name);
        ScriptedHttpServer server;
        for (const auto& answer : one.answers)
            server.script(answer);
        auto builder = http_builder(server.url(), one.profile);
        if (one.configure) one.configure(builder);
        expect_outcome(builder, one.expected);
        expect_attempts(one.expected, server.requests().size());
    }
}

TEST(HttpResponsesTest, SuccessEndsTheBatch) {
    expect_outcomes({
        {"200", statuses({200}), delivered_after(1)},
        {"202", statuses({202}), delivered_after(1)},
        {"JSON", {ScriptedAnswer::status(200, "Content-Type: application/json\r\n", "{}")}, delivered_after(1)},
        {"partial success",
         {ScriptedAnswer::status(200, kProtobuf, partial_success(1, "too old"))},
         {.delivered = 2, .rejected = 1, .said = "rejected 1 items: too old"}},
        {"warning", {ScriptedAnswer::status(200, kProtobuf, partial_success(0, "slow down"))}, {.said = "slow down"}},
        {"more rejected than sent",
         {ScriptedAnswer::status(200, kProtobuf, partial_success(99, "all"))},
         {.delivered = 0, .rejected = kBatch}},
    });
}

TEST(HttpResponsesTest, RefusalsDropTheBatchAtOnce) {
    const auto refusal = test::rpc_status(3, "bad span\n\x1b[31m");
    expect_outcomes({
        {"400", {ScriptedAnswer::status(400, kProtobuf, refusal)}, dropped_as("http_400")},
        {"404", statuses({404}), dropped_as("http_404")},
        {"405", statuses({405}), dropped_as("http_405")},
        {"413", statuses({413}), dropped_as("http_413")},
        {"415", statuses({415}), dropped_as("http_415")},
        {"501", statuses({501}), dropped_as("http_501")},
        {"301", {ScriptedAnswer::status(301, "Location: /elsewhere\r\n")}, dropped_as("http_301")},
    });
}

TEST(HttpResponsesTest, RefusedCredentialsHoldTheBatch) {
    expect_outcomes({
        {"401", statuses({401}), held()},
        {"403", statuses({403}), held()},
        {"403 strict", statuses({403}), held(), BackendProfile::Otlp},
    });
}

TEST(HttpResponsesTest, AHeldBatchIsDeliveredOnceTheKeyIsAccepted) {
    ScriptedHttpServer server;
    for (const int code : {401, 403, 401, 403, 401})
        server.script(ScriptedAnswer::status(code));
    EndToEndClient client(http_builder(server.url()));
    client.record_spans(kBatch);
    EXPECT_TRUE(client->flush().complete);
    expect_all_delivered(client->get_status());
    EXPECT_EQ(server.requests().size(), 6U);
    EXPECT_EQ(client.health(), HealthStatus::Healthy);
}

TEST(HttpResponsesTest, OverloadIsTriedAgain) {
    expect_outcomes({
        {"429", statuses({429}), delivered_after(2)},
        {"502", statuses({502}), delivered_after(2)},
        {"503", statuses({503, 503}), delivered_after(3)},
        {"504", statuses({504}), delivered_after(2)},
        {"429 strict", statuses({429}), delivered_after(2), BackendProfile::Otlp},
        {"500", statuses({500}), delivered_after(2)},
        {"500 strict", statuses({500}), dropped_as("http_500"), BackendProfile::Otlp},
        {"503 then 400", statuses({503, 400}), dropped_as("http_400", 2)},
        {"without end", statuses({503, 502, 504}), dropped_as("retries_exhausted", 3)},
        {"no retry", statuses({503}), dropped_as("http_503"), BackendProfile::TelemetryFlow,
         [](TelemetryFlowBuilder& builder) { builder.with_retry(false); }},
        {"no further attempt", statuses({503}), dropped_as("retries_exhausted"), BackendProfile::TelemetryFlow,
         [](TelemetryFlowBuilder& builder) { builder.with_retry(true, 0); }},
    });
}

TEST(HttpResponsesTest, NoAnswerIsTriedAgain) {
    using Then = ScriptedAnswer::Then;
    const auto soon = [](TelemetryFlowBuilder& builder) {
        builder.with_timeout(milliseconds(500)).with_retry(true, 100, milliseconds(2));
    };
    const auto profile = BackendProfile::TelemetryFlow;
    expect_outcomes({
        {"reset", {ending(Then::Reset)}, delivered_after(2)},
        {"closed", {ending(Then::Close)}, delivered_after(2)},
        {"half an answer", {ending(Then::Close, "HTTP/1.1 200 OK\r\nContent-Le")}, delivered_after(2)},
        {"half a body", {ending(Then::Close, "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{")}, delivered_after(2)},
        {"no HTTP", {ending(Then::Close, "220 mail.test ESMTP\r\n")}, delivered_after(2)},
        {"hang", {ending(Then::Hang)}, delivered_after_timeout(), profile, soon},
        {"hang within the answer",
         {ending(Then::Hang, "HTTP/1.1 200 OK\r\n")},
         delivered_after_timeout(),
         profile,
         soon},
    });
}

TEST(HttpResponsesTest, NoAnswerForEverDropsTheBatch) {
    ScriptedHttpServer server;
    for (int i = 0; i < 3; ++i)
        server.script(ending(ScriptedAnswer::Then::Hang));
    auto builder = http_builder(server.url());
    builder.with_timeout(milliseconds(200));
    expect_outcome(builder, dropped_as("retries_exhausted", 3));
}

TEST(HttpResponsesTest, ARefusedConnectionIsTriedAgain) {
    auto expected = dropped_as("retries_exhausted", 3);
    expected.said = "no connection to the backend";
    const test::ReservedPort nobody;
    auto builder = http_builder(nobody.url());
    expect_outcome(builder, expected);
}

TEST(HttpResponsesTest, BodiesThatAreNoOtlpDoNoHarm) {
    const auto small = [](TelemetryFlowBuilder& builder) { builder.with_grpc_message_sizes(1024, 4 << 20); };
    const std::string large(100'000, 'x');
    const auto profile = BackendProfile::TelemetryFlow;
    const ExpectedOutcome unreadable{.said = "could not be read"};
    expect_outcomes({
        {"garbage", {ScriptedAnswer::status(200, kProtobuf, "\xff\xfe garbage")}, unreadable},
        {"HTML", {ScriptedAnswer::status(200, "Content-Type: text/html\r\n", "<html>")}, unreadable},
        {"broken gzip", {ScriptedAnswer::status(200, kProtobuf + "Content-Encoding: gzip\r\n", "no gzip")}, unreadable},
        {"garbage error", {ScriptedAnswer::status(400, kProtobuf, "\xff\xfe")}, dropped_as("http_400")},
        {"oversized",
         {ScriptedAnswer::status(200, kProtobuf, large)},
         dropped_as("response_too_large"),
         profile,
         small},
    });
}

std::string http_date(std::chrono::system_clock::time_point time) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 64> text{};
    std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return text.data();
}

/// Records a batch that a server sends back with `retry_after` first, and returns when it was delivered.
std::chrono::system_clock::time_point delivered_at(int code, const std::string& retry_after) {
    ScriptedHttpServer server;
    server.script(ScriptedAnswer::status(code, "Retry-After: " + retry_after + "\r\n"));
    auto builder = http_builder(server.url());
    expect_outcome(builder, delivered_after(2));
    return std::chrono::system_clock::now();
}

TEST(HttpResponsesTest, WaitsAsLongAsRetryAfterSays) {
    for (const int code : {429, 503}) {
        const auto start = std::chrono::steady_clock::now();
        delivered_at(code, "1");
        EXPECT_GE(std::chrono::steady_clock::now() - start, milliseconds(990)) << code;
    }
    const auto date =
        std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) + std::chrono::seconds(2);
    EXPECT_GE(delivered_at(429, http_date(date)), date - milliseconds(10));
}

TEST(HttpResponsesTest, ARetryAfterBeyondTheDeadlineEndsTheFlushAndKeepsTheData) {
    ScriptedHttpServer server;
    server.script(ScriptedAnswer::status(429, "Retry-After: 120\r\n"));
    EndToEndClient client(http_builder(server.url()));
    client.record_spans(kBatch);
    const auto flushed = client->flush(std::chrono::seconds(20));
    EXPECT_FALSE(flushed.complete);
    EXPECT_EQ(flushed.left_items, kBatch);
    const auto end = client->shutdown(milliseconds(300));
    EXPECT_FALSE(end.complete);
    EXPECT_EQ(end.left_items, kBatch);
    const auto status = client->get_status();
    EXPECT_EQ(status.of(SignalType::Traces).dropped.at("shutdown"), kBatch);
    expect_balanced(status);
    EXPECT_EQ(server.requests().size(), 1U);
}

}  // namespace
}  // namespace telemetryflow::tests
