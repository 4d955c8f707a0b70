#include "infrastructure/otlp/retry_rules.hpp"

#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "support/rpc_status_bytes.hpp"

namespace telemetryflow::infrastructure {
namespace {

ResponseContext context_of(Protocol protocol, BackendProfile profile = BackendProfile::Otlp) {
    ResponseContext context;
    context.protocol = protocol;
    context.profile = profile;
    context.items = 10;
    return context;
}

TransportResponse http(int status, std::string content_type = {}, std::string body = {}) {
    TransportResponse response;
    response.http_status = status;
    response.content_type = std::move(content_type);
    response.body = std::move(body);
    return response;
}

TransportResponse grpc(int code, std::string details = {}) {
    TransportResponse response;
    response.http_status = 200;
    response.grpc_status = code;
    response.grpc_status_details = std::move(details);
    return response;
}

ExportResult result_of(const ResponseContext& context, const TransportResponse& response) {
    return interpret_response(context, response).result;
}

TEST(RetryRulesTest, NamesEveryFailureOfTheTransport) {
    struct Row {
        TransportStatus status;
        ExportOutcome outcome;
        const char* reason;
    };
    const Row rows[]{
        {TransportStatus::ConnectFailed, ExportOutcome::Retryable, "connect"},
        {TransportStatus::TlsFailed, ExportOutcome::Held, "tls"},
        {TransportStatus::TimedOut, ExportOutcome::Retryable, "timeout"},
        {TransportStatus::ConnectionLost, ExportOutcome::Retryable, "connection_lost"},
        {TransportStatus::Interrupted, ExportOutcome::Retryable, "interrupted"},
        {TransportStatus::ResponseTooLarge, ExportOutcome::Refused, "response_too_large"},
    };
    for (const auto& row : rows) {
        for (const auto protocol : {Protocol::Grpc, Protocol::Http}) {
            auto response = http(200);
            response.status = row.status;
            response.error = "what\nfailed";
            const auto result = result_of(context_of(protocol), response);
            EXPECT_EQ(result.outcome, row.outcome) << row.reason;
            EXPECT_EQ(result.reason, row.reason);
            EXPECT_NE(result.message.find("what?failed"), std::string::npos);
        }
    }
}

TEST(RetryRulesTest, FollowsTheTableForEveryHttpStatus) {
    const std::set<int> retryable{429, 502, 503, 504};
    for (int status = 100; status <= 999; ++status) {
        auto expected = ExportOutcome::Refused;
        if (status >= 200 && status <= 299) expected = ExportOutcome::Delivered;
        if (status == 401 || status == 403) expected = ExportOutcome::Held;
        if (retryable.contains(status)) expected = ExportOutcome::Retryable;
        EXPECT_EQ(result_of(context_of(Protocol::Http), http(status)).outcome, expected) << status;
        if (status == 500) expected = ExportOutcome::Retryable;
        const auto lenient = context_of(Protocol::Http, BackendProfile::TelemetryFlow);
        EXPECT_EQ(result_of(lenient, http(status)).outcome, expected) << status;
    }
}

TEST(RetryRulesTest, FollowsTheTableForEveryGrpcCode) {
    const std::set<int> retryable{1, 4, 10, 11, 14, 15};
    for (int code = 0; code <= 20; ++code) {
        auto expected = code == 0 ? ExportOutcome::Delivered : ExportOutcome::Refused;
        if (code == 7 || code == 16) expected = ExportOutcome::Held;
        if (retryable.contains(code)) expected = ExportOutcome::Retryable;
        const auto result = result_of(context_of(Protocol::Grpc), grpc(code));
        EXPECT_EQ(result.outcome, expected) << code;
        EXPECT_EQ(result.reason, code == 0 ? "" : "grpc_" + std::to_string(code));
        if (code == 2) expected = ExportOutcome::Retryable;
        const auto lenient = context_of(Protocol::Grpc, BackendProfile::TelemetryFlow);
        EXPECT_EQ(result_of(lenient, grpc(code)).outcome, expected) << code;
    }
}

TEST(RetryRulesTest, RetriesResourceExhaustedWithRetryInfoEvenWithoutADelay) {
    const auto context = context_of(Protocol::Grpc);
    const auto at_once = result_of(context, grpc(8, test::rpc_status(8, "m", test::retry_info(0))));
    EXPECT_EQ(at_once.outcome, ExportOutcome::Retryable);
    EXPECT_FALSE(at_once.retry_after.has_value());
    const auto later = result_of(context, grpc(8, test::rpc_status(8, "m", test::retry_info(4))));
    EXPECT_EQ(later.retry_after, std::chrono::seconds(4));
}

TEST(RetryRulesTest, IgnoresRetryInfoOnACodeThatIsNotRetried) {
    const auto result = result_of(context_of(Protocol::Grpc), grpc(3, test::rpc_status(3, "m", test::retry_info(4))));
    EXPECT_EQ(result.outcome, ExportOutcome::Refused);
    EXPECT_FALSE(result.retry_after.has_value());
}

TEST(RetryRulesTest, MapsTheHttpStatusWhenThereIsNoGrpcStatus) {
    const auto outcome_of = [](int status) {
        auto response = http(status);
        response.retry_after = "3";
        return result_of(context_of(Protocol::Grpc), response);
    };
    EXPECT_EQ(outcome_of(200).outcome, ExportOutcome::Refused);
    EXPECT_EQ(outcome_of(200).reason, "grpc_2");
    EXPECT_EQ(outcome_of(401).outcome, ExportOutcome::Held);
    EXPECT_EQ(outcome_of(401).message.find("the backend refuses the credentials: "), 0U);
    EXPECT_EQ(outcome_of(404).outcome, ExportOutcome::Refused);
    EXPECT_EQ(outcome_of(404).reason, "http_404");
    EXPECT_EQ(outcome_of(503).outcome, ExportOutcome::Retryable);
    EXPECT_EQ(outcome_of(503).retry_after, std::chrono::seconds(3));
}

TEST(RetryRulesTest, ReadsAnErrorBodyOnlyInTheFormsItKnows) {
    const auto context = context_of(Protocol::Http);
    const auto message = [&](const std::string& type, const std::string& body) {
        return result_of(context, http(400, type, body)).message;
    };
    EXPECT_NE(message("application/x-protobuf", test::rpc_status(3, "bad span")).find("bad span"), std::string::npos);
    EXPECT_NE(message("Text/Plain; charset=utf-8", "bad text").find("bad text"), std::string::npos);
    EXPECT_EQ(message("text/html", "<html>"), "the backend answered HTTP 400");
    EXPECT_EQ(message("application/x-protobuf", "\xFF\xFF"), "the backend answered HTTP 400");
}

TEST(RetryRulesTest, CutsSecretsOutOfEveryText) {
    const std::vector<std::string> secrets{"hunter2"};
    auto context = context_of(Protocol::Http);
    context.secrets = secrets;
    EXPECT_EQ(result_of(context, http(401, "text/plain", "key hunter2")).message.find("hunter2"), std::string::npos);
    context.protocol = Protocol::Grpc;
    auto response = grpc(16);
    response.grpc_message = "key hunter2";
    EXPECT_NE(result_of(context, response).message.find("key [REDACTED]"), std::string::npos);
    response.status = TransportStatus::ConnectFailed;
    response.error = "proxy hunter2";
    EXPECT_EQ(result_of(context, response).message.find("hunter2"), std::string::npos);
}

TEST(RetryRulesTest, MarksADeliveryWhoseAnswerCannotBeRead) {
    const auto context = context_of(Protocol::Http);
    EXPECT_TRUE(interpret_response(context, http(200, "application/x-protobuf", "{}")).unreadable_answer);
    EXPECT_TRUE(interpret_response(context, http(200, "text/html", "ok")).unreadable_answer);
    EXPECT_FALSE(interpret_response(context, http(200, "application/json", "{}")).unreadable_answer);
    EXPECT_FALSE(interpret_response(context, http(204)).unreadable_answer);
    auto broken = grpc(0);
    broken.error = "not one message";
    EXPECT_TRUE(interpret_response(context_of(Protocol::Grpc), broken).unreadable_answer);
}

}  // namespace
}  // namespace telemetryflow::infrastructure
