// A program of several threads against telemetryflow-local: all of it arrives, over every way that there is.

#include <ostream>
#include <set>

#include "integration/end_to_end/end_to_end_client.hpp"
#include "integration/end_to_end/worker_program.hpp"
#include "support/local_backend.hpp"

namespace telemetryflow::tests {
namespace {

using nlohmann::json;
using testing::LocalBackend;

struct Way {
    std::string name;
    Protocol protocol;
    bool v2;
    bool gzip;
    Temporality temporality = Temporality::Cumulative;
};

void PrintTo(const Way& way, std::ostream* out) {
    *out << way.name;
}

TelemetryFlowBuilder builder_for(const LocalBackend& backend, const Way& way) {
    auto builder =
        quick_builder(way.protocol == Protocol::Grpc ? "http://" + backend.grpc_endpoint() : backend.http_url());
    builder.with_protocol(way.protocol)
        .with_v2_api(way.v2)
        .with_compression(way.gzip)
        .with_temporality(way.temporality)
        .with_batch_settings(std::chrono::milliseconds(30), 64)
        .with_retry_max_backoff(std::chrono::seconds(1));
    return builder;
}

class LocalDeliveryTest : public ::testing::TestWithParam<Way> {
protected:
    LocalDeliveryTest() : client_(builder_for(backend_, GetParam())), program_(WorkerProgram::run(client_.client)) {
        ended_ = client_->shutdown();
    }

    [[nodiscard]] json items(const std::string& path) const { return backend_.get_json(path).at("items"); }

    LocalBackend backend_{{"--quiet"}};
    EndToEndClient client_;
    WorkerProgram program_;
    FlushResult ended_;
};

void expect_spans(const json& spans, const WorkerProgram& program) {
    std::map<std::string, WorkerProgram::Ids> arrived;
    for (const auto& span : spans) {
        const WorkerProgram::Ids ids{span.at("trace_id"), span.at("parent_span_id")};
        EXPECT_TRUE(arrived.emplace(span.at("span_id"), ids).second) << "twice: " << span;
        EXPECT_EQ(span.at("service"), "end-to-end");
        EXPECT_EQ(span.at("resource").at("service.version"), "3.2.1");
        EXPECT_EQ(span.at("resource").at("telemetry.sdk.language"), "cpp");
        EXPECT_EQ(span.at("scope").at("name"), "telemetryflow");
        if (span.at("name") == "query") {
            EXPECT_EQ(span.at("events").size(), 1U);
        }
    }
    EXPECT_TRUE(arrived == program.spans) << arrived.size() << " of " << program.spans.size();
}

TEST_P(LocalDeliveryTest, EverythingArrivesOnce) {
    EXPECT_TRUE(ended_.complete);
    EXPECT_EQ(ended_.left_items, 0U);
    EXPECT_EQ(ended_.unended_spans, 0U);
    const auto status = client_->get_status();
    expect_all_delivered(status);
    EXPECT_EQ(status.of(SignalType::Traces).created, WorkerProgram::kJobs * WorkerProgram::kSpansPerJob + 1);
    EXPECT_EQ(status.of(SignalType::Logs).created, WorkerProgram::kJobs);
    EXPECT_EQ(status.exports_failed + status.exports_retried, 0U) << client_.log->text();

    const auto counts = backend_.get_json("/api/v1/status").at("counts");
    EXPECT_EQ(counts.at("spans"), status.of(SignalType::Traces).delivered);
    EXPECT_EQ(counts.at("logs"), status.of(SignalType::Logs).delivered);
    EXPECT_EQ(counts.at("metric_points"), status.of(SignalType::Metrics).delivered);
    EXPECT_EQ(counts.at("batches"), status.exports_succeeded);

    expect_spans(items("/api/v1/spans?limit=10000"), program_);

    const auto traces = items("/api/v1/traces?operation=job&limit=10000");
    EXPECT_EQ(traces.size(), WorkerProgram::kJobs);
    for (const auto& trace : traces) {
        EXPECT_EQ(trace.at("depth"), 3) << trace;
        EXPECT_EQ(trace.at("spans"), WorkerProgram::kSpansPerJob);
        EXPECT_EQ(trace.at("root_name"), "job");
    }
    EXPECT_EQ(items("/api/v1/traces?has_error=true&limit=10000").size(), WorkerProgram::kThreads);

    std::map<std::string, WorkerProgram::Ids> logs;
    for (const auto& log : items("/api/v1/logs?limit=10000"))
        logs.emplace(log.at("body"), WorkerProgram::Ids{log.at("trace_id"), log.at("span_id")});
    EXPECT_TRUE(logs == program_.logs);
    EXPECT_EQ(items("/api/v1/logs?severity=error&limit=10000").size(), WorkerProgram::kThreads);

    const bool delta = GetParam().temporality == Temporality::Delta;
    double jobs = 0;
    std::set<std::string> series;
    for (const auto& point :
         items("/api/v1/metrics?name=jobs&limit=10000" + std::string(delta ? "" : "&latest=true"))) {
        EXPECT_EQ(point.at("unit"), "{job}");
        EXPECT_EQ(point.at("type"), "sum");
        EXPECT_EQ(point.at("monotonic"), true);
        EXPECT_EQ(point.at("temporality"), delta ? "delta" : "cumulative");
        EXPECT_TRUE(point.at("value").is_number_integer());
        EXPECT_LT(std::stoull(point.at("start_unix_nano").get<std::string>()),
                  std::stoull(point.at("time_unix_nano").get<std::string>()));
        jobs += point.at("value").get<double>();
        series.insert(point.at("attributes").dump());
    }
    EXPECT_EQ(jobs, static_cast<double>(WorkerProgram::kJobs));
    EXPECT_EQ(series.size(), static_cast<std::size_t>(WorkerProgram::kThreads));

    const auto newest = [&](const std::string& name) { return items("/api/v1/metrics?name=" + name + "&latest=true"); };
    const auto durations = newest("job.duration");
    ASSERT_EQ(durations.size(), 1U);
    EXPECT_EQ(durations[0].at("type"), "histogram");
    EXPECT_EQ(durations[0].at("unit"), "s");
    if (!delta) {
        EXPECT_EQ(durations[0].at("count"), WorkerProgram::kJobs);
        EXPECT_EQ(durations[0].at("sum"), 0.25 * WorkerProgram::kJobs);
    }
    EXPECT_EQ(newest("queue.length").at(0).at("value"), 7);
    EXPECT_EQ(newest("temperature").at(0).at("unit"), "Cel");
    EXPECT_EQ(newest("temperature").at(0).at("type"), "gauge");
    const auto connections = newest("connections").at(0);
    EXPECT_EQ(connections.at("value"), 3);
    EXPECT_EQ(connections.at("monotonic"), false);
    EXPECT_EQ(connections.at("temporality"), "cumulative") << "an up-down counter is cumulative in both modes";
}

INSTANTIATE_TEST_SUITE_P(
    Ways, LocalDeliveryTest,
    ::testing::Values(Way{"Grpc", Protocol::Grpc, true, false}, Way{"GrpcGzip", Protocol::Grpc, true, true},
                      Way{"GrpcDelta", Protocol::Grpc, true, true, Temporality::Delta},
                      Way{"HttpV1", Protocol::Http, false, false}, Way{"HttpV1Gzip", Protocol::Http, false, true},
                      Way{"HttpV2", Protocol::Http, true, false}, Way{"HttpV2Gzip", Protocol::Http, true, true},
                      Way{"HttpV2Delta", Protocol::Http, true, false, Temporality::Delta}),
    [](const auto& way) { return way.param.name; });

}  // namespace
}  // namespace telemetryflow::tests
