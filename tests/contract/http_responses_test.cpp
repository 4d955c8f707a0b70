// Every class of response that OTLP/HTTP knows, over the wire, with its outcome.

#include <vector>

#include <gtest/gtest.h>
#include <zlib.h>

#include "contract/delivery_fixture.hpp"
#include "support/scripted_http_server.hpp"

namespace telemetryflow::test {
namespace {

using Answer = ScriptedAnswer;

constexpr const char* kProtobuf = "Content-Type: application/x-protobuf\r\n";
constexpr const char* kJson = "Content-Type: application/json\r\n";

class HttpResponsesTest : public ::testing::Test {
protected:
    ExportResult answer_with(Answer answer, BackendProfile profile = BackendProfile::Otlp) {
        auto options = options_for(Protocol::Http, server_.url());
        options.profile = profile;
        const auto exporter = OTLPExporterFactory::create_exporter(options);
        server_.script(std::move(answer));
        return send_to(*exporter);
    }

    ScriptedHttpServer server_;
};

std::string gzip_of(const std::string& text) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string partial_success(std::int64_t rejected, const std::string& message) {
    opentelemetry::proto::collector::trace::v1::ExportTraceServiceResponse response;
    response.mutable_partial_success()->set_rejected_spans(rejected);
    response.mutable_partial_success()->set_error_message(message);
    return response.SerializeAsString();
}

TEST_F(HttpResponsesTest, HasOneOutcomeForEveryStatus) {
    for (int status = 200; status <= 599; ++status) {
        SCOPED_TRACE(status);
        // 204 and 304 have no body by definition.
        const bool bodiless = status == 204 || status == 304;
        auto answer = Answer::status(status, bodiless ? "" : kProtobuf);
        if (bodiless) answer.bytes = "HTTP/1.1 " + std::to_string(status) + " Scripted\r\n\r\n";
        const auto result = answer_with(answer);
        const bool success = status < 300;
        EXPECT_EQ(result.reason, success ? "" : "http_" + std::to_string(status));
        auto expected = success ? ExportOutcome::Delivered : ExportOutcome::Refused;
        if (status == 401 || status == 403) expected = ExportOutcome::Held;
        if (status == 429 || status == 502 || status == 503 || status == 504) expected = ExportOutcome::Retryable;
        EXPECT_EQ(result.outcome, expected);
        EXPECT_FALSE(result.retry_after.has_value());
    }
    EXPECT_EQ(server_.requests().size(), 400U);
}

TEST_F(HttpResponsesTest, RetriesA500OnlyForTheTelemetryFlowBackend) {
    EXPECT_EQ(answer_with(Answer::status(500), BackendProfile::TelemetryFlow).outcome, ExportOutcome::Retryable);
    EXPECT_EQ(answer_with(Answer::status(500), BackendProfile::Otlp).outcome, ExportOutcome::Refused);
    EXPECT_EQ(answer_with(Answer::status(501), BackendProfile::TelemetryFlow).outcome, ExportOutcome::Refused);
}

TEST_F(HttpResponsesTest, HandsOnRetryAfter) {
    const auto result = answer_with(Answer::status(429, "Retry-After: 7\r\n"));
    EXPECT_EQ(result.outcome, ExportOutcome::Retryable);
    EXPECT_EQ(result.retry_after, std::chrono::seconds(7));
}

TEST_F(HttpResponsesTest, CountsAPartialSuccessInProtobuf) {
    const auto result = answer_with(Answer::status(200, kProtobuf, partial_success(3, "span\nname")));
    EXPECT_EQ(result.outcome, ExportOutcome::Delivered);
    EXPECT_EQ(result.rejected_items, 3U);
    EXPECT_NE(result.message.find("span?name"), std::string::npos);
}

TEST_F(HttpResponsesTest, CountsAPartialSuccessInJson) {
    const auto result =
        answer_with(Answer::status(200, "Content-Type: application/json; charset=utf-8\r\n",
                                   R"({"partialSuccess": {"rejectedSpans": "4", "errorMessage": "no room"}})"));
    EXPECT_EQ(result.outcome, ExportOutcome::Delivered);
    EXPECT_EQ(result.rejected_items, 4U);
    EXPECT_NE(result.message.find("no room"), std::string::npos);
}

TEST_F(HttpResponsesTest, NeverCountsMoreRejectedThanSentNorLessThanNone) {
    EXPECT_EQ(answer_with(Answer::status(200, kProtobuf, partial_success(1000, "x"))).rejected_items, 10U);
    EXPECT_EQ(answer_with(Answer::status(200, kProtobuf, partial_success(-5, "x"))).rejected_items, 0U);
}

TEST_F(HttpResponsesTest, TakesTheCollectorsEmptyJsonObjectForSuccess) {
    const auto result = answer_with(Answer::status(200, kJson, "{}"));
    EXPECT_EQ(result.outcome, ExportOutcome::Delivered);
    EXPECT_TRUE(result.message.empty());
}

TEST_F(HttpResponsesTest, DeliversOnAGarbageBodyAndSaysSoOnce) {
    const auto exporter = OTLPExporterFactory::create_exporter(options_for(Protocol::Http, server_.url()));
    for (const char* type : {kProtobuf, kJson, "Content-Type: text/html\r\n", ""}) {
        server_.script(Answer::status(200, type, "\xFF<garbage"));
    }
    const auto first = send_to(*exporter);
    EXPECT_EQ(first.outcome, ExportOutcome::Delivered);
    EXPECT_FALSE(first.message.empty());
    for (int i = 0; i < 3; ++i) {
        const auto next = send_to(*exporter);
        EXPECT_EQ(next.outcome, ExportOutcome::Delivered);
        EXPECT_TRUE(next.message.empty());
    }
}

TEST_F(HttpResponsesTest, ReadsACompressedAnswer) {
    const auto body = gzip_of(partial_success(2, "compressed"));
    const auto result = answer_with(Answer::status(200, std::string(kProtobuf) + "Content-Encoding: gzip\r\n", body));
    EXPECT_EQ(result.rejected_items, 2U);
}

TEST_F(HttpResponsesTest, DeliversOnAnAnswerWhoseCompressionIsBroken) {
    const auto result =
        answer_with(Answer::status(200, std::string(kProtobuf) + "Content-Encoding: gzip\r\n", "not gzip at all"));
    EXPECT_EQ(result.outcome, ExportOutcome::Delivered);
    EXPECT_FALSE(result.message.empty());
}

TEST_F(HttpResponsesTest, RefusesAnOversizedBody) {
    const auto result = answer_with(Answer::status(200, kProtobuf, std::string((4U << 20U) + 1, 'x')));
    EXPECT_EQ(result.outcome, ExportOutcome::Refused);
    EXPECT_EQ(result.reason, "response_too_large");
}

TEST_F(HttpResponsesTest, RefusesAGzipBomb) {
    const auto bomb = gzip_of(std::string(64U << 20U, '\0'));
    ASSERT_LT(bomb.size(), 1U << 20U);
    const auto result = answer_with(Answer::status(200, std::string(kProtobuf) + "Content-Encoding: gzip\r\n", bomb));
    EXPECT_EQ(result.outcome, ExportOutcome::Refused);
    EXPECT_EQ(result.reason, "response_too_large");
}

TEST_F(HttpResponsesTest, RefusesEndlessHeaders) {
    Answer answer;
    answer.bytes = "HTTP/1.1 200 OK\r\n";
    for (int i = 0; i < 2000; ++i)
        answer.bytes += "X-Filler: " + std::string(90, 'f') + "\r\n";
    answer.bytes += "\r\n";
    answer.then = Answer::Then::Close;
    EXPECT_EQ(answer_with(answer).reason, "response_too_large");
}

TEST_F(HttpResponsesTest, TellsWhatTheServerSaidWithoutControlCharacters) {
    const auto result = answer_with(
        Answer::status(400, "Content-Type: text/plain\r\n", "line one\r\nline two\x1B[31m" + std::string(500, 'z')));
    EXPECT_NE(result.message.find("line one??line two?[31mzzz"), std::string::npos);
    EXPECT_LT(result.message.size(), 260U);
}

TEST_F(HttpResponsesTest, NeverRepeatsASecretThatTheServerEchoes) {
    const std::string secret = "tfs_0123456789abcdef0123456789abcdef";
    auto options = options_for(Protocol::Http, server_.url());
    options.secrets = {secret};
    options.transport.headers = {{"Authorization", "Bearer tfk_1:" + secret}};
    const auto exporter = OTLPExporterFactory::create_exporter(options);
    // The echo straddles the cut at 200 bytes.
    server_.script(Answer::status(401, "Content-Type: text/plain\r\n", std::string(185, '.') + secret));
    const auto result = send_to(*exporter);
    EXPECT_EQ(result.outcome, ExportOutcome::Held);
    EXPECT_EQ(result.message.find("tfs_"), std::string::npos);
}

TEST_F(HttpResponsesTest, SkipsInterimResponses) {
    Answer answer = Answer::status(429, "Retry-After: 3\r\n");
    answer.bytes = "HTTP/1.1 103 Early Hints\r\nRetry-After: 99\r\n\r\n" + answer.bytes;
    const auto result = answer_with(answer);
    EXPECT_EQ(result.reason, "http_429");
    EXPECT_EQ(result.retry_after, std::chrono::seconds(3));
}

}  // namespace
}  // namespace telemetryflow::test
