// Whom the SDK's own metrics name as their exporter and server.

#include <set>

#include "integration/end_to_end/end_to_end_client.hpp"
#include "support/otlp_requests.hpp"
#include "support/scripted_http_server.hpp"

namespace telemetryflow::tests {
namespace {

TEST(SelfTelemetryWireTest, NamesTheExporterAndTheServer) {
    test::ScriptedHttpServer server;
    auto builder = quick_builder(server.url());
    builder.with_http().with_self_telemetry();
    EndToEndClient client(builder);
    client.record_spans(1);
    client->log_info("l");
    ASSERT_TRUE(client->flush().complete);
    std::set<std::string> types;
    for (const auto& request : server.requests()) {
        if (!request.target.ends_with("metrics")) continue;
        const auto metrics = decode_metrics(request.body);
        for (const auto& metric : metrics.resource_metrics(0).scope_metrics(0).metrics()) {
            if (!metric.name().ends_with(".exported")) continue;
            const auto attributes = attributes_of(metric.sum().data_points(0));
            types.insert(attributes.at("otel.component.type"));
            EXPECT_EQ(attributes.at("otel.component.name"), attributes.at("otel.component.type") + "/0");
            EXPECT_EQ(attributes.at("server.address"), "127.0.0.1");
            EXPECT_EQ(attributes.at("server.port"), std::to_string(server.port()));
        }
    }
    EXPECT_EQ(types, (std::set<std::string>{"otlp_http_log_exporter", "otlp_http_metric_exporter",
                                            "otlp_http_span_exporter"}));
}

}  // namespace
}  // namespace telemetryflow::tests
