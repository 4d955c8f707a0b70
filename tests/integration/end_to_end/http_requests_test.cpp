// What the server sees of a client's requests over HTTP: headers, paths, bodies, and the same again on a retry.

#include <functional>
#include <map>
#include <optional>
#include <set>

#include "integration/end_to_end/end_to_end_client.hpp"
#include "support/scripted_http_server.hpp"

namespace telemetryflow::tests {
namespace {

using test::RecordedRequest;
using test::ScriptedAnswer;
using test::ScriptedHttpServer;

TelemetryFlowBuilder http_builder(const ScriptedHttpServer& server) {
    auto builder = quick_builder(server.url());
    builder.with_http();
    return builder;
}

void record_every_signal(EndToEndClient& client) {
    client->increment_counter("requests", 1, {}, "{request}");
    client->log_info("hello");
    client.record_spans(1);
    EXPECT_TRUE(client->flush().complete);
}

/// The paths that a client which records every signal posts to.
std::set<std::string> targets_of(const ScriptedHttpServer& server) {
    std::set<std::string> targets;
    for (const auto& request : server.requests()) {
        EXPECT_EQ(request.method, "POST");
        targets.insert(request.target);
    }
    return targets;
}

TEST(HttpRequestsOnTheWireTest, TheUsersProductComesBeforeTheSdksInTheUserAgent) {
    ScriptedHttpServer server;
    auto builder = http_builder(server);
    builder.with_header("user-agent", "checkout/1.4 (blue)");
    EndToEndClient client(builder);
    record_every_signal(client);
    server.script(ScriptedAnswer::status(200, {}, R"({"total":0,"items":[]})"));
    static_cast<void>(client->query(GetLogsQuery{}));
    const auto requests = server.requests();
    ASSERT_EQ(requests.size(), 4U);
    const std::string expected = "checkout/1.4 (blue) OTel-OTLP-Exporter-CPP-TelemetryFlow/" + std::string(kVersion);
    for (const auto& request : requests)
        EXPECT_EQ(request.values("user-agent"), std::vector<std::string>{expected}) << request.target;
}

TEST(HttpRequestsOnTheWireTest, EveryHeaderComesOnceInItsCanonicalCase) {
    ScriptedHttpServer server;
    auto builder = http_builder(server);
    builder.with_collector_id("collector-9")
        .with_collector_name("Edge")
        .with_collector_hostname("edge.test")
        .with_environment("staging")
        .with_datacenter("ams-1")
        .with_header("X-Team", "payments");
    EndToEndClient client(builder);
    record_every_signal(client);
    const auto requests = server.requests();
    ASSERT_EQ(requests.size(), 3U);
    const std::string key = std::string(kKeyId) + ":" + std::string(kKeySecret);
    for (const auto& request : requests) {
        std::map<std::string, std::string> headers;
        for (const auto& [name, value] : request.headers)
            EXPECT_TRUE(headers.emplace(name, value).second) << name << " came twice";
        EXPECT_FALSE(headers["X-TelemetryFlow-Batch-ID"].empty());
        EXPECT_TRUE(headers["User-Agent"].starts_with("OTel-OTLP-Exporter-CPP-TelemetryFlow/"))
            << headers["User-Agent"];
        for (const char* name : {"X-TelemetryFlow-Batch-ID", "User-Agent", "Host", "Content-Length", "Accept-Encoding"})
            EXPECT_EQ(headers.erase(name), 1U) << name;
        const std::map<std::string, std::string> expected{
            {"Content-Type", "application/x-protobuf"},
            {"Authorization", "Bearer " + key},
            {"X-TelemetryFlow-Key-ID", std::string(kKeyId)},
            {"X-TelemetryFlow-Key-Secret", std::string(kKeySecret)},
            {"X-TelemetryFlow-Collector-ID", "collector-9"},
            {"X-TelemetryFlow-Collector-Name", "Edge"},
            {"X-TelemetryFlow-Collector-Hostname", "edge.test"},
            {"X-TelemetryFlow-Environment", "staging"},
            {"X-TelemetryFlow-Datacenter", "ams-1"},
            {"X-TelemetryFlow-API-Version", "v2"},
            {"X-Team", "payments"},
        };
        EXPECT_EQ(headers, expected);
    }
}

TEST(HttpRequestsOnTheWireTest, AHostNameIsFoundWhenNoneIsGiven) {
    ScriptedHttpServer server;
    EndToEndClient client(http_builder(server));
    record_every_signal(client);
    EXPECT_FALSE(server.requests().at(0).value("X-TelemetryFlow-Collector-Hostname").empty());
    EXPECT_TRUE(server.requests().at(0).values("X-TelemetryFlow-Collector-ID").empty());
}

TEST(HttpRequestsOnTheWireTest, ARetryRepeatsTheRequestByteForByte) {
    for (const bool gzip : {false, true}) {
        SCOPED_TRACE(gzip);
        ScriptedHttpServer server;
        server.script(ScriptedAnswer::status(503));
        server.script(ScriptedAnswer::status(503));
        auto builder = http_builder(server);
        builder.with_traces_only().with_compression(gzip);
        EndToEndClient client(builder);
        client.record_spans(50, std::string(60, 'n'));
        ASSERT_TRUE(client->flush().complete);
        client.record_spans(1, "next");
        ASSERT_TRUE(client->flush().complete);
        const auto requests = server.requests();
        ASSERT_EQ(requests.size(), 4U);
        for (const std::size_t retry : {1U, 2U}) {
            EXPECT_TRUE(requests[retry].body == requests[0].body);
            EXPECT_EQ(requests[retry].headers, requests[0].headers);
        }
        EXPECT_EQ(requests[0].values("Content-Encoding").size(), gzip ? 1U : 0U);
        EXPECT_NE(requests[3].value("X-TelemetryFlow-Batch-ID"), requests[0].value("X-TelemetryFlow-Batch-ID"));
    }
}

TEST(HttpRequestsOnTheWireTest, PathsFollowTheVersionTheProfileAndTheUser) {
    struct PathCase {
        std::string name;
        std::function<void(TelemetryFlowBuilder&)> configure;
        std::set<std::string> targets;
        std::string version;
    };
    const std::vector<PathCase> cases{
        {"default", [](auto&) {}, {"/v2/metrics", "/v2/logs", "/v2/traces"}, "v2"},
        {"v2 only", [](auto& b) { b.with_v2_only(); }, {"/v2/metrics", "/v2/logs", "/v2/traces"}, "v2"},
        {"v1", [](auto& b) { b.with_v2_api(false); }, {"/v1/metrics", "/v1/logs", "/v1/traces"}, ""},
        {"strict",
         [](auto& b) { b.with_backend_profile(BackendProfile::Otlp); },
         {"/v1/metrics", "/v1/logs", "/v1/traces"},
         ""},
        {"custom",
         [](auto& b) { b.with_traces_endpoint("/in/t").with_metrics_endpoint("/in/m").with_logs_endpoint("/in/l"); },
         {"/in/t", "/in/m", "/in/l"},
         "v2"},
    };
    for (const auto& one : cases) {
        SCOPED_TRACE(one.name);
        ScriptedHttpServer server;
        auto builder = http_builder(server);
        one.configure(builder);
        EndToEndClient client(builder);
        record_every_signal(client);
        EXPECT_EQ(targets_of(server), one.targets);
        EXPECT_EQ(server.requests().at(0).value("X-TelemetryFlow-API-Version"), one.version);
    }
}

TEST(HttpRequestsOnTheWireTest, APathOfTheEndpointComesBeforeTheSignals) {
    ScriptedHttpServer server;
    auto builder = quick_builder(server.url() + "/tenant/a");
    builder.with_http();
    EndToEndClient client(builder);
    record_every_signal(client);
    EXPECT_EQ(targets_of(server),
              (std::set<std::string>{"/tenant/a/v2/metrics", "/tenant/a/v2/logs", "/tenant/a/v2/traces"}));
}

TEST(HttpRequestsOnTheWireTest, CompressionIsOffForTelemetryFlowAndOnForOtlpUnlessSaid) {
    const auto encoding_of = [](BackendProfile profile, std::optional<bool> compression) {
        ScriptedHttpServer server;
        auto builder = http_builder(server);
        builder.with_traces_only().with_backend_profile(profile);
        if (compression) builder.with_compression(*compression);
        EndToEndClient client(builder);
        client.record_spans(100);
        EXPECT_TRUE(client->flush().complete);
        return server.requests().at(0).value("Content-Encoding");
    };
    EXPECT_EQ(encoding_of(BackendProfile::TelemetryFlow, std::nullopt), "");
    EXPECT_EQ(encoding_of(BackendProfile::TelemetryFlow, true), "gzip");
    EXPECT_EQ(encoding_of(BackendProfile::Otlp, std::nullopt), "gzip");
    EXPECT_EQ(encoding_of(BackendProfile::Otlp, false), "");
}

}  // namespace
}  // namespace telemetryflow::tests
