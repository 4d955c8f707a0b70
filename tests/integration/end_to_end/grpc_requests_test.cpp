// What a grpc++ server sees of a client's calls: metadata, messages, and the same again on a retry.

#include <map>
#include <optional>

#include "integration/end_to_end/end_to_end_client.hpp"
#include "support/grpc_collector.hpp"
#include "support/nginx_server.hpp"

namespace telemetryflow::tests {
namespace {

using test::GrpcAnswer;
using test::GrpcCollector;

TEST(GrpcRequestsOnTheWireTest, EveryHeaderComesOnceInLowerCase) {
    GrpcCollector server;
    auto builder = quick_builder(server.url());
    builder.with_collector_id("collector-9")
        .with_collector_name("Edge")
        .with_collector_hostname("edge.test")
        .with_environment("staging")
        .with_datacenter("ams-1")
        .with_header("X-Team", "payments");
    EndToEndClient client(builder);
    client->increment_counter("requests");
    client->log_info("hello");
    client.record_spans(1);
    ASSERT_TRUE(client->flush().complete);
    const auto calls = server.calls();
    ASSERT_EQ(calls.size(), 3U);
    for (const auto& call : calls) {
        std::map<std::string, std::string> metadata;
        for (const auto& [name, value] : call.metadata)
            EXPECT_TRUE(metadata.emplace(name, value).second) << name << " came twice";
        EXPECT_FALSE(metadata["x-telemetryflow-batch-id"].empty());
        EXPECT_TRUE(metadata["user-agent"].starts_with("OTel-OTLP-Exporter-CPP-TelemetryFlow/"))
            << metadata["user-agent"];
        for (const char* name : {"x-telemetryflow-batch-id", "user-agent"})
            metadata.erase(name);
        metadata.erase("content-length");  // HTTP/2 needs none, and allows one
        const std::map<std::string, std::string> expected{
            {"authorization", "Bearer " + std::string(kKeyId) + ":" + std::string(kKeySecret)},
            {"x-telemetryflow-key-id", std::string(kKeyId)},
            {"x-telemetryflow-key-secret", std::string(kKeySecret)},
            {"x-telemetryflow-collector-id", "collector-9"},
            {"x-telemetryflow-collector-name", "Edge"},
            {"x-telemetryflow-collector-hostname", "edge.test"},
            {"x-telemetryflow-environment", "staging"},
            {"x-telemetryflow-datacenter", "ams-1"},
            {"x-telemetryflow-api-version", "v2"},
            {"x-team", "payments"},
        };
        EXPECT_EQ(metadata, expected);
    }
}

TEST(GrpcRequestsOnTheWireTest, TheUsersProductComesBeforeTheSdksInTheUserAgent) {
    GrpcCollector server;
    auto builder = quick_builder(server.url());
    builder.with_header("User-Agent", "checkout/1.4");
    EndToEndClient client(builder);
    client.record_spans(1);
    ASSERT_TRUE(client->flush().complete);
    EXPECT_EQ(server.calls().at(0).values("user-agent"),
              std::vector<std::string>{"checkout/1.4 OTel-OTLP-Exporter-CPP-TelemetryFlow/" + std::string(kVersion)});
}

TEST(GrpcRequestsOnTheWireTest, ARetryRepeatsTheCall) {
    GrpcCollector server;
    GrpcAnswer overload;
    overload.status = grpc::Status(grpc::StatusCode::UNAVAILABLE, "later");
    server.script(overload);
    server.script(overload);
    auto builder = quick_builder(server.url());
    builder.with_traces_only();
    EndToEndClient client(builder);
    client.record_spans(50);
    ASSERT_TRUE(client->flush().complete);
    client.record_spans(1);
    ASSERT_TRUE(client->flush().complete);
    const auto calls = server.calls();
    ASSERT_EQ(calls.size(), 4U);
    for (const std::size_t retry : {1U, 2U}) {
        EXPECT_TRUE(calls[retry].message == calls[0].message);
        EXPECT_EQ(calls[retry].values("x-telemetryflow-batch-id"), calls[0].values("x-telemetryflow-batch-id"));
    }
    EXPECT_NE(calls[3].values("x-telemetryflow-batch-id"), calls[0].values("x-telemetryflow-batch-id"));
}

TEST(GrpcRequestsOnTheWireTest, CompressionIsOnInBothProfilesUnlessSaid) {
    GrpcCollector server;
    // grpc++ does not show grpc-encoding to a service, nginx does.
    const test::NginxServer nginx(
        "listen 127.0.0.1:@port@ http2;\nlocation / {\n  if ($http_grpc_encoding != $http_x_expected) { return 404; }\n"
        "  grpc_pass grpc://127.0.0.1:" +
        std::to_string(server.port()) + ";\n}");
    const auto delivered_with = [&](BackendProfile profile, std::optional<bool> compression,
                                    const std::string& expected) {
        auto builder = quick_builder("http://127.0.0.1:" + std::to_string(nginx.port()));
        builder.with_traces_only().with_backend_profile(profile);
        if (!expected.empty()) builder.with_header("x-expected", expected);
        if (compression) builder.with_compression(*compression);
        EndToEndClient client(builder);
        client.record_spans(100);
        EXPECT_TRUE(client->flush().complete);
        return client->get_status().of(SignalType::Traces).delivered == 100;
    };
    for (const auto profile : {BackendProfile::TelemetryFlow, BackendProfile::Otlp}) {
        EXPECT_TRUE(delivered_with(profile, std::nullopt, "gzip"));
        EXPECT_TRUE(delivered_with(profile, true, "gzip"));
        EXPECT_TRUE(delivered_with(profile, false, ""));
        EXPECT_FALSE(delivered_with(profile, std::nullopt, ""));
    }
}

}  // namespace
}  // namespace telemetryflow::tests
