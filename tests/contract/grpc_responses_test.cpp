// Every status that OTLP/gRPC knows, from a grpc++ server, with its outcome; and what answers that is no gRPC server.

#include <future>

#include <gtest/gtest.h>

#include "contract/delivery_fixture.hpp"
#include "support/grpc_collector.hpp"
#include "support/nginx_server.hpp"
#include "support/reserved_port.hpp"
#include "support/rpc_status_bytes.hpp"
#include "support/scripted_http_server.hpp"
#include "support/time_of.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::test {
namespace {

class GrpcResponsesTest : public ::testing::Test {
protected:
    ExportResult answer_with(GrpcAnswer answer, BackendProfile profile = BackendProfile::Otlp) {
        auto options = options_for(Protocol::Grpc, server_.url());
        options.profile = profile;
        server_.script(std::move(answer));
        return send_to(*OTLPExporterFactory::create_exporter(options));
    }

    ExportResult answer_with(int code, const std::string& details = {}, BackendProfile profile = BackendProfile::Otlp) {
        GrpcAnswer answer;
        answer.status = grpc::Status(static_cast<grpc::StatusCode>(code), "because", details);
        return answer_with(answer, profile);
    }

    GrpcCollector server_;
};

TEST_F(GrpcResponsesTest, HasOneOutcomeForEveryCode) {
    for (int code = 1; code <= 16; ++code) {
        SCOPED_TRACE(code);
        auto expected = ExportOutcome::Refused;
        if (code == 1 || code == 4 || code == 10 || code == 11 || code == 14 || code == 15) {
            expected = ExportOutcome::Retryable;
        }
        if (code == 7 || code == 16) expected = ExportOutcome::Held;
        const auto result = answer_with(code);
        EXPECT_EQ(result.outcome, expected);
        EXPECT_EQ(result.reason, "grpc_" + std::to_string(code));
        EXPECT_NE(result.message.find("because"), std::string::npos);
        EXPECT_FALSE(result.retry_after.has_value());
    }
    EXPECT_EQ(answer_with(0).outcome, ExportOutcome::Delivered);
}

TEST_F(GrpcResponsesTest, RetriesUnknownOnlyForTheTelemetryFlowBackend) {
    EXPECT_EQ(answer_with(2, {}, BackendProfile::TelemetryFlow).outcome, ExportOutcome::Retryable);
    EXPECT_EQ(answer_with(2, {}, BackendProfile::Otlp).outcome, ExportOutcome::Refused);
}

TEST_F(GrpcResponsesTest, RetriesResourceExhaustedOnlyWithRetryInfo) {
    const auto with = answer_with(8, rpc_status(8, "later", retry_info(2, 500'000'000)));
    EXPECT_EQ(with.outcome, ExportOutcome::Retryable);
    EXPECT_EQ(with.retry_after, milliseconds(2500));
    EXPECT_EQ(answer_with(8, rpc_status(8, "never")).outcome, ExportOutcome::Refused);
    EXPECT_EQ(answer_with(8, "\xFF\xFF garbage").outcome, ExportOutcome::Refused);
}

TEST_F(GrpcResponsesTest, WaitsAsRetryInfoSaysWhenUnavailable) {
    EXPECT_EQ(answer_with(14, rpc_status(14, "x", retry_info(1))).retry_after, std::chrono::seconds(1));
    EXPECT_EQ(answer_with(14, rpc_status(14, "x", retry_info(-1))).retry_after, std::nullopt);
}

TEST_F(GrpcResponsesTest, CountsAPartialSuccess) {
    GrpcAnswer answer;
    answer.rejected = 4;
    answer.error_message = "caf\xC3\xA9 is closed";
    const auto result = answer_with(answer);
    EXPECT_EQ(result.outcome, ExportOutcome::Delivered);
    EXPECT_EQ(result.rejected_items, 4U);
    EXPECT_NE(result.message.find("caf?? is closed"), std::string::npos);
}

TEST_F(GrpcResponsesTest, ReadsACompressedAnswer) {
    GrpcAnswer answer;
    answer.rejected = 1;
    answer.error_message = std::string(100'000, 'z');
    answer.gzip = true;
    const auto result = answer_with(answer);
    EXPECT_EQ(result.outcome, ExportOutcome::Delivered);
    EXPECT_EQ(result.rejected_items, 1U);
}

TEST_F(GrpcResponsesTest, RefusesAnOversizedAnswer) {
    for (const bool gzip : {false, true}) {
        SCOPED_TRACE(gzip);
        GrpcAnswer answer;
        answer.error_message = std::string((4U << 20U) + 100, 'z');
        answer.gzip = gzip;
        const auto result = answer_with(answer);
        EXPECT_EQ(result.outcome, ExportOutcome::Refused);
        EXPECT_EQ(result.reason, "response_too_large");
    }
}

TEST_F(GrpcResponsesTest, DecodesAMessageThatWasPercentEncoded) {
    GrpcAnswer answer;
    answer.status = grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, "100% of\nthe spans");
    EXPECT_NE(answer_with(answer).message.find("100% of?the spans"), std::string::npos);
}

TEST_F(GrpcResponsesTest, EndsAtItsDeadlineWhenTheServerIsSlow) {
    GrpcAnswer answer;
    answer.hold = true;
    server_.script(answer);
    const auto exporter = OTLPExporterFactory::create_exporter(options_for(Protocol::Grpc, server_.url()));
    ExportResult result;
    EXPECT_LT(time_of([&] { result = send_to(*exporter, milliseconds(200)); }), milliseconds(200) + kSlack);
    EXPECT_EQ(result.outcome, ExportOutcome::Retryable);
    // The server knows the deadline as well and may be the first to say so.
    EXPECT_TRUE(result.reason == "timeout" || result.reason == "grpc_4") << result.reason;
}

TEST_F(GrpcResponsesTest, ReturnsAtOnceWhenInterrupted) {
    GrpcAnswer answer;
    answer.hold = true;
    server_.script(answer);
    const auto exporter = OTLPExporterFactory::create_exporter(options_for(Protocol::Grpc, server_.url()));
    auto running = std::async(std::launch::async, [&] { return send_to(*exporter); });
    ASSERT_TRUE(wait_until([&] { return server_.calls().size() == 1; }));
    exporter->interrupt();
    ExportResult result;
    EXPECT_LT(time_of([&] { result = running.get(); }), kSlack);
    EXPECT_EQ(result.reason, "interrupted");
    EXPECT_EQ(result.outcome, ExportOutcome::Retryable);
}

TEST(GrpcForeignServersTest, MapsTheHttpStatusOfAServerThatIsNotGrpc) {
    struct Row {
        int status;
        ExportOutcome outcome;
        const char* reason;
    };
    const Row rows[]{
        {400, ExportOutcome::Refused, "http_400"},   {401, ExportOutcome::Held, "http_401"},
        {403, ExportOutcome::Held, "http_403"},      {404, ExportOutcome::Refused, "http_404"},
        {429, ExportOutcome::Retryable, "http_429"}, {500, ExportOutcome::Refused, "http_500"},
        {502, ExportOutcome::Retryable, "http_502"}, {503, ExportOutcome::Retryable, "http_503"},
        {504, ExportOutcome::Retryable, "http_504"}, {301, ExportOutcome::Refused, "http_301"},
        {200, ExportOutcome::Refused, "grpc_2"},
    };
    // The backend behind nginx gives the status, so that nginx reads the whole request first.
    ScriptedHttpServer backend;
    const NginxServer nginx("listen 127.0.0.1:@port@ http2;\nlocation / { proxy_pass " + backend.url() + "; }");
    for (const auto& row : rows) {
        SCOPED_TRACE(row.status);
        auto options = options_for(Protocol::Grpc, "http://127.0.0.1:" + std::to_string(nginx.port()));
        backend.script(ScriptedAnswer::status(row.status, "Content-Type: text/plain\r\n", "hello"));
        const auto result = send_to(*OTLPExporterFactory::create_exporter(options));
        EXPECT_EQ(result.outcome, row.outcome);
        EXPECT_EQ(result.reason, row.reason);
    }
}

// Status OK counts, whatever stands in the message: sending again would double what was taken.
TEST(GrpcForeignServersTest, DeliversOnAGarbageMessageAndSaysSoOnce) {
    ScriptedHttpServer backend;
    const NginxServer nginx("listen 127.0.0.1:@port@ http2;\nlocation / { proxy_pass " + backend.url() +
                            "; add_header grpc-status 0; }");
    const auto exporter = OTLPExporterFactory::create_exporter(
        options_for(Protocol::Grpc, "http://127.0.0.1:" + std::to_string(nginx.port())));
    const std::string header = "Content-Type: application/grpc\r\n";
    const std::string bodies[]{"garbage", std::string("\0\0\0\0\7garbage", 12),
                               std::string("\0\0\0\0\x64"
                                           "cut",
                                           8)};
    for (const std::string& body : bodies) {
        backend.script(ScriptedAnswer::status(200, header, body));
        const auto result = send_to(*exporter);
        EXPECT_EQ(result.outcome, ExportOutcome::Delivered) << result.message;
        EXPECT_EQ(result.message.find("could not be read") != std::string::npos, &body == bodies) << result.message;
    }
}

TEST(GrpcForeignServersTest, NeverTakesAnAnswerBeforeTheRequestIsReadForSuccess) {
    // nginx answers from the headers alone and resets the stream, which hides the answer from libcurl before 8.0.
    const NginxServer nginx("listen 127.0.0.1:@port@ http2;\nreturn 403;");
    const auto exporter = OTLPExporterFactory::create_exporter(
        options_for(Protocol::Grpc, "http://127.0.0.1:" + std::to_string(nginx.port())));
    for (int i = 0; i < 10; ++i) {
        const auto result = send_to(*exporter);
        const bool seen = result.outcome == ExportOutcome::Held && result.reason == "http_403";
        const bool hidden = result.outcome == ExportOutcome::Retryable && result.reason == "connection_lost";
        EXPECT_TRUE(seen || hidden) << result.reason;
    }
}

TEST(GrpcForeignServersTest, KeepsTheDataWhenTheServerSpeaksHttp1) {
    ScriptedHttpServer server;
    server.script(ScriptedAnswer::status(400));
    const auto exporter = OTLPExporterFactory::create_exporter(options_for(Protocol::Grpc, server.url()));
    // The preface of HTTP/2 is a request to such a server; its answer is no HTTP/2.
    EXPECT_EQ(send_to(*exporter, milliseconds(1000)).outcome, ExportOutcome::Retryable);
}

TEST(GrpcForeignServersTest, RetriesRefusedConnections) {
    const ReservedPort nobody;
    const auto exporter = OTLPExporterFactory::create_exporter(options_for(Protocol::Grpc, nobody.url()));
    const auto result = send_to(*exporter);
    EXPECT_EQ(result.outcome, ExportOutcome::Retryable);
    EXPECT_EQ(result.reason, "connect");
}

TEST(GrpcForeignServersTest, RetriesResetAndSilentConnections) {
    ScriptedHttpServer server;
    const auto exporter = OTLPExporterFactory::create_exporter(options_for(Protocol::Grpc, server.url()));
    server.script({"", ScriptedAnswer::Then::Reset});
    EXPECT_EQ(send_to(*exporter).reason, "connection_lost");
    server.script({"", ScriptedAnswer::Then::Hang});
    EXPECT_EQ(send_to(*exporter, milliseconds(200)).reason, "timeout");
}

}  // namespace
}  // namespace telemetryflow::test
