// Every gRPC status, and every way to get none: what the client makes of it.

#include <functional>

#include "integration/end_to_end/response_case.hpp"
#include "support/grpc_collector.hpp"
#include "support/reserved_port.hpp"
#include "support/rpc_status_bytes.hpp"
#include "support/scripted_http_server.hpp"

namespace telemetryflow::tests {
namespace {

using std::chrono::milliseconds;
using test::GrpcAnswer;
using test::GrpcCollector;

TelemetryFlowBuilder grpc_builder(const std::string& endpoint, BackendProfile profile = BackendProfile::TelemetryFlow) {
    auto builder = quick_builder(endpoint);
    builder.with_grpc().with_traces_only().with_backend_profile(profile);
    return builder;
}

GrpcAnswer status(int code, const std::string& details = {}) {
    GrpcAnswer answer;
    answer.status = grpc::Status(static_cast<grpc::StatusCode>(code), "because", details);
    return answer;
}

GrpcAnswer with_retry_info(int code, std::int32_t delay_ms) {
    return status(code, test::rpc_status(code, "later", test::retry_info(0, delay_ms * 1'000'000)));
}

void expect_outcome_of(const std::vector<GrpcAnswer>& answers, const ExpectedOutcome& expected,
                       BackendProfile profile = BackendProfile::TelemetryFlow,
                       const std::function<void(TelemetryFlowBuilder&)>& configure = {}) {
    GrpcCollector server;
    for (const auto& answer : answers)
        server.script(answer);
    auto builder = grpc_builder(server.url(), profile);
    if (configure) configure(builder);
    expect_outcome(builder, expected);
    expect_attempts(expected, server.calls().size());
}

bool is_retried(int code, BackendProfile profile) {
    switch (code) {
        case 1:
        case 4:
        case 10:
        case 11:
        case 14:
        case 15: return true;
        case 2: return profile == BackendProfile::TelemetryFlow;
        default: return false;
    }
}

TEST(GrpcOutcomesTest, EveryCodeHasItsOutcomeInBothProfiles) {
    for (const BackendProfile profile : {BackendProfile::TelemetryFlow, BackendProfile::Otlp}) {
        for (int code = 1; code <= 16; ++code) {
            SCOPED_TRACE("code " + std::to_string(code) + ", " + std::string(to_string(profile)));
            ExpectedOutcome expected = dropped_as("grpc_" + std::to_string(code));
            if (is_retried(code, profile)) expected = delivered_after(2);
            if (code == 7 || code == 16) expected = held();
            expected.said = "because";
            expect_outcome_of({status(code)}, expected, profile);
        }
    }
}

TEST(GrpcOutcomesTest, RetryInfoMakesOnlyExhaustionRetryable) {
    for (int code = 1; code <= 16; ++code) {
        if (code == 7 || code == 16) continue;
        SCOPED_TRACE(code);
        const bool retried = code == 8 || is_retried(code, BackendProfile::Otlp);
        expect_outcome_of({with_retry_info(code, 1)},
                          retried ? delivered_after(2) : dropped_as("grpc_" + std::to_string(code)),
                          BackendProfile::Otlp);
    }
}

TEST(GrpcOutcomesTest, WaitsAsLongAsRetryInfoSays) {
    for (const int code : {8, 14}) {
        const auto start = std::chrono::steady_clock::now();
        expect_outcome_of({with_retry_info(code, 400)}, delivered_after(2));
        EXPECT_GE(std::chrono::steady_clock::now() - start, milliseconds(400));
    }
}

TEST(GrpcOutcomesTest, SuccessEndsTheBatch) {
    expect_outcome_of({GrpcAnswer{}}, delivered_after(1));
    GrpcAnswer partial;
    partial.rejected = 2;
    partial.error_message = "too old";
    expect_outcome_of({partial}, {.delivered = 1, .rejected = 2, .said = "rejected 2 items: too old"});
    GrpcAnswer warning;
    warning.error_message = "slow down";
    warning.gzip = true;
    expect_outcome_of({warning}, {.said = "slow down"});
}

TEST(GrpcOutcomesTest, RetriesEnd) {
    expect_outcome_of({status(14), status(14), status(14)}, dropped_as("retries_exhausted", 3));
    expect_outcome_of({status(14), status(3)}, dropped_as("grpc_3", 2));
    expect_outcome_of({status(14)}, dropped_as("grpc_14"), BackendProfile::TelemetryFlow,
                      [](TelemetryFlowBuilder& builder) { builder.with_retry(false); });
}

TEST(GrpcOutcomesTest, AnswersThatComeTooLateAreTriedAgain) {
    GrpcAnswer late;
    late.hold = true;
    expect_outcome_of({late}, delivered_after_timeout(), BackendProfile::TelemetryFlow,
                      [](TelemetryFlowBuilder& builder) {
                          builder.with_timeout(milliseconds(500)).with_retry(true, 100, milliseconds(2));
                      });
}

TEST(GrpcOutcomesTest, AnOversizedAnswerDropsTheBatch) {
    GrpcAnswer large;
    large.error_message = std::string(100'000, 'x');
    expect_outcome_of({large}, dropped_as("response_too_large"), BackendProfile::TelemetryFlow,
                      [](TelemetryFlowBuilder& builder) { builder.with_grpc_message_sizes(1024, 4 << 20); });
}

TEST(GrpcOutcomesTest, NoConnectionIsTriedAgain) {
    auto refused = dropped_as("retries_exhausted", 3);
    refused.said = "no connection to the backend";
    const test::ReservedPort nobody;
    auto builder = grpc_builder(nobody.url());
    expect_outcome(builder, refused);
}

TEST(GrpcOutcomesTest, AnswersThatAreNoGrpcAreTriedAgain) {
    using test::ScriptedAnswer;
    const std::vector<ScriptedAnswer> answers{
        ScriptedAnswer::status(400),
        {.bytes = "220 mail.test ESMTP\r\n", .then = ScriptedAnswer::Then::Close},
        {.bytes = {}, .then = ScriptedAnswer::Then::Reset},
        {.bytes = {}, .then = ScriptedAnswer::Then::Hang},
    };
    for (const auto& answer : answers) {
        SCOPED_TRACE(answer.bytes);
        test::ScriptedHttpServer server;
        for (int i = 0; i < 3; ++i)
            server.script(answer);
        auto builder = grpc_builder(server.url());
        builder.with_timeout(milliseconds(200));
        expect_outcome(builder, dropped_as("retries_exhausted", 3));
    }
}

}  // namespace
}  // namespace telemetryflow::tests
