// What an OTLP/gRPC request looks like to a grpc++ server.

#include <map>

#include <gtest/gtest.h>

#include "contract/delivery_fixture.hpp"
#include "support/grpc_collector.hpp"
#include "support/scripted_http_server.hpp"

namespace telemetryflow::test {
namespace {

TEST(GrpcRequestsTest, SendsEveryHeaderExactlyOnceAndInLowerCase) {
    GrpcCollector server;
    auto options = options_for(Protocol::Grpc, server.url());
    options.transport.headers = {{"Authorization", "Bearer tfk_1:tfs_1"},
                                 {"X-TelemetryFlow-Key-ID", "tfk_1"},
                                 {"X-TelemetryFlow-API-Version", "v2"},
                                 {"Content-Type", "application/x-protobuf"},
                                 {"authorization", "theirs"},
                                 {"grpc-timeout", "1S"},
                                 {"TE", "gzip"}};
    ASSERT_EQ(send_to(*OTLPExporterFactory::create_exporter(options)).outcome, ExportOutcome::Delivered);
    const auto call = server.calls().at(0);
    std::map<std::string, int> counts;
    for (const auto& header : call.metadata)
        ++counts[header.first];
    const std::map<std::string, int> expected{{"authorization", 1},
                                              {"x-telemetryflow-key-id", 1},
                                              {"x-telemetryflow-api-version", 1},
                                              {"x-telemetryflow-batch-id", 1},
                                              {"content-length", 1},
                                              {"user-agent", 1}};
    EXPECT_EQ(counts, expected);
    EXPECT_EQ(call.values("authorization"), std::vector<std::string>{"Bearer tfk_1:tfs_1"});
    EXPECT_EQ(call.values("x-telemetryflow-batch-id"), std::vector<std::string>{"batch-7"});
}

TEST(GrpcRequestsTest, TellsTheServerItsDeadline) {
    GrpcCollector server;
    const auto exporter = OTLPExporterFactory::create_exporter(options_for(Protocol::Grpc, server.url()));
    constexpr std::chrono::hours kTimeout{1};
    const auto before = std::chrono::system_clock::now();
    send_to(*exporter, kTimeout);
    const auto after = std::chrono::system_clock::now();
    const auto deadline = server.calls().at(0).deadline;
    EXPECT_GT(deadline, before + kTimeout - std::chrono::seconds(1));
    EXPECT_LT(deadline, after + kTimeout + std::chrono::seconds(1));
}

TEST(GrpcRequestsTest, CallsTheServiceOfEachSignal) {
    GrpcCollector server;
    const auto exporter = OTLPExporterFactory::create_exporter(options_for(Protocol::Grpc, server.url()));
    for (const auto signal : kAllSignals) {
        auto request = request_of("");
        request.signal = signal;
        EXPECT_EQ(exporter->export_batch(request).outcome, ExportOutcome::Delivered);
    }
    const auto calls = server.calls();
    ASSERT_EQ(calls.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_EQ(calls[i].signal, kAllSignals[i]);
}

TEST(GrpcRequestsTest, DeliversTheSameMessageWithAndWithoutGzip) {
    GrpcCollector server;
    for (const bool gzip : {false, true}) {
        for (const std::size_t size : {std::size_t{1}, std::size_t{100'000}, std::size_t{3'900'000}}) {
            SCOPED_TRACE(size);
            auto options = options_for(Protocol::Grpc, server.url());
            options.gzip = gzip;
            const auto body = trace_request(std::string(size, 'n'));
            const auto exporter = OTLPExporterFactory::create_exporter(options);
            ASSERT_EQ(exporter->export_batch(request_of(body)).outcome, ExportOutcome::Delivered);
            EXPECT_TRUE(server.calls().back().message == body);
        }
    }
}

TEST(GrpcRequestsTest, RefusesWhatTheServerCannotDecode) {
    GrpcCollector server;
    const auto exporter = OTLPExporterFactory::create_exporter(options_for(Protocol::Grpc, server.url()));
    const auto result = exporter->export_batch(request_of("\xFF\xFF\xFF\xFF not protobuf"));
    EXPECT_EQ(result.outcome, ExportOutcome::Refused);
    EXPECT_EQ(result.reason, "grpc_13");
}

TEST(GrpcRequestsTest, TunnelsThroughTheProxyOfTheEnvironmentWithoutShowingItTheKey) {
    ScriptedHttpServer proxy;
    proxy.script(ScriptedAnswer::status(407));
    setenv("http_proxy", ("http://127.0.0.1:" + std::to_string(proxy.port())).c_str(), 1);
    auto options = options_for(Protocol::Grpc, "http://collector.test:4317");
    options.transport.headers = {{"Authorization", "Bearer tfk_1:tfs_1"}};
    const auto result = send_to(*OTLPExporterFactory::create_exporter(options), milliseconds(2000));
    unsetenv("http_proxy");
    EXPECT_EQ(result.outcome, ExportOutcome::Retryable);
    const auto request = proxy.requests().at(0);
    EXPECT_EQ(request.method, "CONNECT");
    EXPECT_EQ(request.target, "collector.test:4317");
    EXPECT_TRUE(request.values("authorization").empty());
}

}  // namespace
}  // namespace telemetryflow::test
