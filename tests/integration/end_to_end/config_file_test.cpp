// What files say, seen by the backend that they name.

#include <chrono>
#include <map>
#include <set>
#include <string>

#include "integration/end_to_end/end_to_end_client.hpp"
#include "support/otlp_requests.hpp"
#include "support/scripted_http_server.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::tests {
namespace {

using test::RecordedRequest;
using test::ScriptedHttpServer;
using Variables = std::map<std::string, std::string>;

TelemetryFlowBuilder builder_of(const std::string& file, Variables variables) {
    variables.insert(
        {{"TELEMETRYFLOW_API_KEY_ID", std::string(kKeyId)}, {"TELEMETRYFLOW_API_KEY_SECRET", std::string(kKeySecret)}});
    TelemetryFlowBuilder builder;
    builder.with_config_file(file).with_environment_lookup(
        [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
            const auto found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional(found->second);
        });
    return builder;
}

/// Records one of each signal, and returns what arrived by path.
std::map<std::string, RecordedRequest> sent_by(const TelemetryFlowBuilder& builder, const ScriptedHttpServer& server) {
    EndToEndClient client(builder);
    client.record_spans(1);
    client->log_info("at work");
    client->increment_counter("jobs");
    EXPECT_TRUE(client->flush().complete);
    expect_all_delivered(client->get_status());
    std::map<std::string, RecordedRequest> requests;
    for (const auto& request : server.requests())
        EXPECT_TRUE(requests.emplace(request.target, request).second) << request.target;
    return requests;
}

TEST(ConfigFileTest, DecidesWhatIsSentAndHow) {
    const ScriptedHttpServer server;
    const test::TempDir folder;
    const auto requests = sent_by(builder_of(folder.write("t.yaml", R"(
service: {name: night-shift, version: "3", namespace: plant, environment: test}
credentials: {key_id: "${TELEMETRYFLOW_API_KEY_ID}", key_secret: "${TELEMETRYFLOW_API_KEY_SECRET}"}
endpoint: {address: ")" + server.url() + R"(", protocol: http}
headers: {X-Tenant: blue}
v2_api: {traces_endpoint: /custom/traces}
signals: {logs: {enabled: false}, metrics: {temporality: delta}}
collector: {id: seven, name: Seven, datacenter: north, enrich_resources: false, tags: {line: "2"}}
resource_attributes: {team: imports}
)"),
                                             {}),
                                  server);
    ASSERT_EQ(requests.size(), 2U) << "logs are off";
    const auto& traces = requests.at("/custom/traces");
    EXPECT_EQ(traces.value("X-Tenant"), "blue");
    EXPECT_EQ(traces.value("X-TelemetryFlow-Key-ID"), kKeyId);
    EXPECT_EQ(traces.value("X-TelemetryFlow-Collector-ID"), "seven");
    EXPECT_EQ(traces.value("X-TelemetryFlow-Datacenter"), "north");
    EXPECT_EQ(traces.value("X-TelemetryFlow-Environment"), "test");
    EXPECT_EQ(traces.values("Content-Encoding").size(), 0U);
    const auto request = decode_traces(traces.body);
    const auto attributes = attributes_of(request.resource_spans(0).resource());
    EXPECT_EQ(attributes.at("service.name"), "night-shift");
    EXPECT_EQ(attributes.at("service.version"), "3");
    EXPECT_EQ(attributes.at("service.namespace"), "plant");
    EXPECT_EQ(attributes.at("team"), "imports");
    EXPECT_EQ(attributes.at("telemetryflow.collector.tag.line"), "2");
    EXPECT_EQ(attributes.count("host.name"), 0U) << "resources are not enriched";
    const auto metrics = decode_metrics(requests.at("/v2/metrics").body);
    EXPECT_EQ(metrics.resource_metrics(0).scope_metrics(0).metrics(0).sum().aggregation_temporality(),
              otlp::metrics::v1::AGGREGATION_TEMPORALITY_DELTA);
}

TEST(ConfigFileTest, V2OnlySendsCompressedByTheSecondApiAlone) {
    const ScriptedHttpServer server;
    const auto requests =
        sent_by(builder_of(TF_EXAMPLE_FILES "/sdk-v2-only.yaml", {{"TELEMETRYFLOW_ENDPOINT", server.url()},
                                                                  {"TELEMETRYFLOW_PROTOCOL", "http"},
                                                                  {"TELEMETRYFLOW_COLLECTOR_ID", "seven"}}),
                server);
    ASSERT_EQ(requests.size(), 3U);
    for (const char* path : {"/v2/traces", "/v2/metrics", "/v2/logs"}) {
        ASSERT_TRUE(requests.contains(path)) << path;
        const auto& request = requests.at(path);
        EXPECT_EQ(request.value("Content-Encoding"), "gzip") << path;
        EXPECT_EQ(request.value("X-TelemetryFlow-API-Version"), "v2") << path;
        EXPECT_EQ(request.value("X-TelemetryFlow-Environment"), "production") << path;
        EXPECT_EQ(request.value("X-TelemetryFlow-Collector-Name"), "TelemetryFlow C++ SDK v2") << path;
        EXPECT_EQ(request.value("X-TelemetryFlow-Collector-ID"), "seven") << path;
    }
}

TEST(ConfigFileTest, DefaultSendsUncompressedAndNoIdThatIsEmpty) {
    const ScriptedHttpServer server;
    const auto requests =
        sent_by(builder_of(TF_EXAMPLE_FILES "/sdk-default.yaml",
                           {{"TELEMETRYFLOW_ENDPOINT", server.url()}, {"TELEMETRYFLOW_PROTOCOL", "http"}}),
                server);
    ASSERT_EQ(requests.size(), 3U);
    const auto& traces = requests.at("/v2/traces");
    EXPECT_TRUE(traces.values("Content-Encoding").empty());
    EXPECT_TRUE(traces.values("X-TelemetryFlow-Collector-ID").empty());
    EXPECT_FALSE(traces.value("X-TelemetryFlow-Collector-Hostname").empty()) << "this machine's name";
    const auto request = decode_traces(traces.body);
    const auto attributes = attributes_of(request.resource_spans(0).resource());
    EXPECT_EQ(attributes.at("telemetryflow.collector.tag.sdk_language"), "cpp");
    EXPECT_EQ(attributes.at("telemetryflow.collector.description"), "TelemetryFlow C++ SDK in a service");
    EXPECT_EQ(attributes.at("deployment.environment.name"), "development");
    EXPECT_EQ(attributes.count("host.name"), 1U);
}

TEST(ConfigFileTest, IsReadAgainWhenTheBackendRefusesItsKey) {
    ScriptedHttpServer server;
    server.script(test::ScriptedAnswer::status(401));
    const test::TempDir folder;
    const auto write = [&](const std::string& id) {
        return folder.write("t.yaml", "service: {name: rotation}\ncredentials: {key_id: tfk_" + id +
                                          ", key_secret: tfs_" + id + "}\nendpoint: {address: \"" + server.url() +
                                          "\", protocol: http}\n");
    };
    TelemetryFlowBuilder builder;
    builder.with_config_file(write("old")).with_traces_only().with_retry_max_backoff(std::chrono::minutes(5));
    builder.with_diagnostics(std::make_unique<RecordingDiagnostics>(std::make_shared<DiagnosticsLog>()));
    auto client = builder.build();
    client.initialize();
    { const auto span = client.span("s"); }
    write("new");
    EXPECT_TRUE(client.flush().complete);
    const auto requests = server.requests();
    ASSERT_EQ(requests.size(), 2U);
    EXPECT_EQ(requests[0].value("Authorization"), "Bearer tfk_old:tfs_old");
    EXPECT_EQ(requests[1].value("Authorization"), "Bearer tfk_new:tfs_new");
}

}  // namespace
}  // namespace telemetryflow::tests
