// Data queries through the client return what it recorded.

#include "integration/end_to_end/end_to_end_client.hpp"
#include "integration/end_to_end/worker_program.hpp"
#include "support/local_backend.hpp"

namespace telemetryflow::tests {
namespace {

using testing::LocalBackend;

class LocalQueriesTest : public ::testing::Test {
protected:
    LocalQueriesTest() : client_(builder_for(backend_)), program_(WorkerProgram::run(client_.client)) {
        EXPECT_TRUE(client_->flush().complete);
    }

    static TelemetryFlowBuilder builder_for(const LocalBackend& backend) {
        auto builder = quick_builder(backend.http_url());
        builder.with_http();
        return builder;
    }

    LocalBackend backend_{{"--quiet"}};
    EndToEndClient client_;
    WorkerProgram program_;
};

TEST_F(LocalQueriesTest, FindsMetrics) {
    const auto jobs = client_->query(GetMetricQuery{.name = "jobs"});
    EXPECT_EQ(jobs.name, "jobs");
    EXPECT_EQ(jobs.unit, "{job}");
    EXPECT_EQ(jobs.type, "sum");
    EXPECT_EQ(jobs.temporality, "cumulative");
    EXPECT_TRUE(jobs.monotonic);
    EXPECT_EQ(jobs.total, 4U);
    ASSERT_EQ(jobs.data_points.size(), 4U);
    for (const auto& point : jobs.data_points) {
        EXPECT_EQ(point.value, WorkerProgram::kJobsPerThread);
        EXPECT_EQ(point.service_name, "end-to-end");
        EXPECT_LT(point.start_unix_nano, point.time_unix_nano);
    }
    EXPECT_EQ(client_->query(GetMetricQuery{.name = "jobs", .attributes = {{"thread", "2"}}}).total, 1U);
    EXPECT_EQ(client_->query(GetMetricQuery{.name = "jobs", .service_name = "other"}).total, 0U);

    const auto durations = client_->query(GetMetricQuery{.name = "job.duration", .latest_only = true});
    ASSERT_EQ(durations.data_points.size(), 1U);
    const auto& point = durations.data_points[0];
    EXPECT_EQ(point.count, WorkerProgram::kJobs);
    EXPECT_EQ(point.sum, 0.25 * WorkerProgram::kJobs);
    EXPECT_EQ(point.min, 0.25);
    EXPECT_EQ(point.max, 0.25);
    EXPECT_EQ(point.bucket_counts.size(), point.explicit_bounds.size() + 1);

    const auto none = client_->query(GetMetricQuery{.name = "no.such.metric"});
    EXPECT_EQ(none.total, 0U);
    EXPECT_TRUE(none.data_points.empty());
}

TEST_F(LocalQueriesTest, AggregatesMetrics) {
    const auto total = client_->query(AggregateMetricsQuery{.name = "jobs"});
    ASSERT_EQ(total.groups.size(), 1U);
    EXPECT_EQ(total.groups[0].value, static_cast<double>(WorkerProgram::kJobs));
    const auto groups = client_->query(AggregateMetricsQuery{.name = "jobs", .group_by = "thread"});
    ASSERT_EQ(groups.groups.size(), static_cast<std::size_t>(WorkerProgram::kThreads));
    for (const auto& group : groups.groups)
        EXPECT_EQ(group.value, WorkerProgram::kJobsPerThread) << group.key.value_or("none");
    const auto average =
        client_->query(AggregateMetricsQuery{.name = "job.duration", .aggregation = MetricAggregation::Avg});
    ASSERT_EQ(average.groups.size(), 1U);
    EXPECT_EQ(average.groups[0].value, 0.25);
}

TEST_F(LocalQueriesTest, FindsLogs) {
    const auto errors = client_->query(GetLogsQuery{.severity = SeverityLevel::Error});
    EXPECT_EQ(errors.total, static_cast<std::uint64_t>(WorkerProgram::kThreads));
    for (const auto& log : errors.logs) {
        EXPECT_EQ(log.severity_number, 17);
        EXPECT_EQ(log.attributes.at("number"), "0");
        const auto& expected = program_.logs.at(log.message);
        EXPECT_EQ(log.trace_id.to_hex(), expected.trace_id);
        EXPECT_EQ(log.span_id.to_hex(), expected.parent_span_id);
    }
    EXPECT_EQ(client_->query(GetLogsQuery{.severity = SeverityLevel::Info, .include_higher_severities = true}).total,
              WorkerProgram::kJobs);
    EXPECT_EQ(client_->query(GetLogsQuery{.search_text = "row 3/17"}).total, 1U);
    EXPECT_EQ(client_->query(GetLogsQuery{.trace_id = errors.logs.at(0).trace_id}).total, 1U);
    const auto page = client_->query(GetLogsQuery{.page = {.limit = 10, .offset = WorkerProgram::kJobs - 5}});
    EXPECT_EQ(page.total, WorkerProgram::kJobs);
    EXPECT_EQ(page.logs.size(), 5U);
}

TEST_F(LocalQueriesTest, FindsATrace) {
    const auto trace_id = *TraceId::from_hex(program_.logs.at("row 1/0").trace_id);
    const auto trace = client_->query(GetTraceQuery{.trace_id = trace_id});
    EXPECT_EQ(trace.trace_id, trace_id);
    ASSERT_EQ(trace.spans.size(), WorkerProgram::kSpansPerJob);
    EXPECT_EQ(trace.spans[0].name, "job");
    EXPECT_EQ(trace.spans[0].kind, "server");
    EXPECT_FALSE(trace.spans[0].parent_span_id.is_valid());
    EXPECT_EQ(trace.spans[0].attributes.at("thread"), "1");
    EXPECT_EQ(trace.spans[1].name, "query");
    EXPECT_EQ(trace.spans[1].parent_span_id, trace.spans[0].span_id);
    EXPECT_EQ(trace.spans[1].events.at(0).name, "row");
    EXPECT_EQ(trace.spans[2].name, "parse");
    EXPECT_EQ(trace.spans[2].parent_span_id, trace.spans[1].span_id);
    EXPECT_EQ(trace.spans[2].status, SpanStatus::Error);
    EXPECT_EQ(trace.spans[2].status_message, "bad row");

    const auto remote = client_->query(GetTraceQuery{.trace_id = program_.remote.trace_id});
    ASSERT_EQ(remote.spans.size(), 1U);
    EXPECT_EQ(remote.spans[0].parent_span_id, program_.remote.span_id);
    const auto unknown = *TraceId::from_hex("0123456789abcdef0123456789abcdef");
    EXPECT_TRUE(client_->query(GetTraceQuery{.trace_id = unknown}).spans.empty());
}

TEST_F(LocalQueriesTest, SearchesTraces) {
    SearchTracesQuery failed;
    failed.operation_name = "parse";
    failed.has_error = true;
    const auto found = client_->query(failed);
    EXPECT_EQ(found.total, static_cast<std::uint64_t>(WorkerProgram::kThreads));
    for (const auto& trace : found.traces) {
        EXPECT_EQ(trace.root_name, "job");
        EXPECT_EQ(trace.service_name, "end-to-end");
        EXPECT_EQ(trace.span_count, WorkerProgram::kSpansPerJob);
        EXPECT_EQ(trace.error_count, 1U);
        EXPECT_EQ(trace.depth, 3U);
        EXPECT_GT(trace.duration.count(), 0);
    }
    SearchTracesQuery slow;
    slow.min_duration = std::chrono::minutes(1);
    EXPECT_EQ(client_->query(slow).total, 0U);
    SearchTracesQuery all;
    all.time.start_unix_nano = found.traces.at(0).start_unix_nano;
    all.time.end_unix_nano = found.traces.at(0).start_unix_nano + 1;
    EXPECT_EQ(client_->query(all).traces.at(0).trace_id, found.traces[0].trace_id);
}

TEST_F(LocalQueriesTest, ABadParameterIsNamedByTheBackend) {
    try {
        static_cast<void>(client_->query(GetLogsQuery{.page = {.limit = 0}}));
        FAIL() << "no error";
    } catch (const TelemetryFlowError& error) {
        EXPECT_EQ(error.code(), ErrorCode::QueryFailed);
        EXPECT_NE(std::string(error.what()).find("limit"), std::string::npos) << error.what();
    }
}

}  // namespace
}  // namespace telemetryflow::tests
