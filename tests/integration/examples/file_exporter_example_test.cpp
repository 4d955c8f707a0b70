// examples/file_exporter: its lines are OTLP/JSON.

#include <fstream>
#include <string>

#include <google/protobuf/util/json_util.h>

#include "integration/examples/example_run.hpp"
#include "opentelemetry/proto/collector/logs/v1/logs_service.pb.h"
#include "opentelemetry/proto/collector/metrics/v1/metrics_service.pb.h"
#include "opentelemetry/proto/collector/trace/v1/trace_service.pb.h"
#include "support/temp_dir.hpp"

namespace telemetryflow::tests {
namespace {

namespace otlp = opentelemetry::proto::collector;

// Ids are hex in OTLP/JSON and base64 in protobuf's own; protobuf reads the digits as the other, to other bytes.
template <class Request>
Request parse(const std::string& line) {
    Request request;
    const auto status = google::protobuf::util::JsonStringToMessage(line, &request);
    EXPECT_TRUE(status.ok()) << status.ToString() << ' ' << line;
    return request;
}

TEST(FileExporterExampleTest, WritesOneLineOfOtlpJsonForEachSignal) {
    const test::TempDir folder;
    const std::string file = folder.file("telemetry.jsonl");
    Program program(EXAMPLE_FILE_EXPORTER, {file}, {});
    ASSERT_EQ(program.wait(), 0) << program.output();
    std::map<std::string, std::string> lines;  // by the first key
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);)
        lines[json::parse(line).begin().key()] = line;
    ASSERT_EQ(lines.size(), 3U);

    const auto traces = parse<otlp::trace::v1::ExportTraceServiceRequest>(lines.at("resourceSpans"));
    EXPECT_EQ(traces.resource_spans(0).scope_spans(0).spans(0).name(), "nightly report");
    const auto metrics = parse<otlp::metrics::v1::ExportMetricsServiceRequest>(lines.at("resourceMetrics"));
    const auto& metric = metrics.resource_metrics(0).scope_metrics(0).metrics(0);
    EXPECT_EQ(metric.unit(), "{row}");
    EXPECT_EQ(metric.gauge().data_points(0).as_double(), 1234);
    const auto logs = parse<otlp::logs::v1::ExportLogsServiceRequest>(lines.at("resourceLogs"));
    EXPECT_EQ(logs.resource_logs(0).scope_logs(0).log_records(0).body().string_value(), "report written");

    const json span = json::parse(lines.at("resourceSpans"))["resourceSpans"][0]["scopeSpans"][0]["spans"][0];
    const json log = json::parse(lines.at("resourceLogs"))["resourceLogs"][0]["scopeLogs"][0]["logRecords"][0];
    EXPECT_EQ(span.at("traceId").get<std::string>().size(), 32U);
    EXPECT_EQ(log.at("traceId"), span.at("traceId"));
    EXPECT_EQ(log.at("spanId"), span.at("spanId"));
}

TEST(FileExporterExampleTest, SaysThatItCannotWrite) {
    Program program(EXAMPLE_FILE_EXPORTER, {"/nonexistent/telemetry.jsonl"}, {});
    EXPECT_EQ(program.wait(), 1);
    EXPECT_NE(program.output().find("cannot write to /nonexistent/telemetry.jsonl"), std::string::npos)
        << program.output();
}

}  // namespace
}  // namespace telemetryflow::tests
