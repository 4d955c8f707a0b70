#include <chrono>
#include <sstream>

#include <gtest/gtest.h>

#include "telemetryflow/application/queries.hpp"

namespace telemetryflow {
namespace {

SDKStatusResult running_status() {
    SDKStatusResult status;
    status.initialized = true;
    status.version = "1.2.3";
    status.service_name = "check\"out";
    status.endpoint = "localhost:4317";
    status.signals_enabled = {SignalType::Metrics, SignalType::Traces};
    status.uptime = std::chrono::milliseconds(1500);
    status.of(SignalType::Traces) = {.created = 12,
                                     .delivered = 5,
                                     .rejected = 1,
                                     .dropped = {{"http_400", 2}, {"queue_full", 1}},
                                     .in_memory = 1,
                                     .in_spool = 2};
    status.truncated.attributes = 4;
    status.refused_measurements = {{"nan", 2}};
    status.open_spans = 11;
    status.unended_spans = 2;
    status.metric_series = 7;
    status.queue_bytes = 100;
    status.queue_capacity_bytes = 8388608;
    status.threads = 3;
    status.exports_succeeded = 6;
    status.exports_failed = 1;
    status.exports_retried = 2;
    status.last_export_unix_nano = 1700000000000000000;
    status.last_error = "timeout";
    status.recovered[static_cast<std::size_t>(SignalType::Logs)] = {
        .delivered = 3, .rejected = 1, .dropped = {{"corrupt", 2}}, .in_progress = 4};
    status.lost_before[static_cast<std::size_t>(SignalType::Traces)] = {{"queue_full", 5}};
    status.disk_commits = 12;
    status.disk_commits_failed = 13;
    status.calls_without_disk = 14;
    status.commands_vetoed = 8;
    status.interceptor_failures = 9;
    status.processor_failures = 10;
    return status;
}

TEST(SDKStatusResultTest, WritesEveryMemberAsJson) {
    EXPECT_EQ(
        running_status().to_json(),
        R"({"initialized":true,"version":"1.2.3","service_name":"check\"out","endpoint":"localhost:4317",)"
        R"("protocol":"grpc","signals_enabled":["metrics","traces"],"uptime_seconds":1.5,"metrics_sent":0,)"
        R"("logs_sent":0,"spans_sent":5,"signals":{)"
        R"("metrics":{"created":0,"delivered":0,"rejected":0,"dropped":{},"in_memory":0,"in_spool":0},)"
        R"("logs":{"created":0,"delivered":0,"rejected":0,"dropped":{},"in_memory":0,"in_spool":0},)"
        R"("traces":{"created":12,"delivered":5,"rejected":1,"dropped":{"http_400":2,"queue_full":1},"in_memory":1,"in_spool":2}},)"
        R"("truncated":{"attributes":4,"events":0,"links":0,"strings":0,"repaired_strings":0},)"
        R"("refused_measurements":{"nan":2},"open_spans":11,)"
        R"("unended_spans":2,"metric_series":7,"queue_bytes":100,"queue_capacity_bytes":8388608,"threads":3,)"
        R"("exports_succeeded":6,"exports_failed":1,"exports_retried":2,"last_export_unix_nano":1700000000000000000,)"
        R"("last_error":"timeout","recovered":{)"
        R"("metrics":{"delivered":0,"rejected":0,"dropped":{},"in_progress":0},)"
        R"("logs":{"delivered":3,"rejected":1,"dropped":{"corrupt":2},"in_progress":4},)"
        R"("traces":{"delivered":0,"rejected":0,"dropped":{},"in_progress":0}},)"
        R"("lost_before":{"metrics":{},"logs":{},"traces":{"queue_full":5}},)"
        R"("disk_commits":12,"disk_commits_failed":13,"calls_without_disk":14,)"
        R"("commands_vetoed":8,"interceptor_failures":9,"processor_failures":10})");
}

TEST(SDKStatusResultTest, PrintsItsJson) {
    std::ostringstream out;
    out << running_status();
    EXPECT_EQ(out.str(), running_status().to_json());
}

TEST(SDKStatusResultTest, KeepsTheCountersOfSignalsApart) {
    SDKStatusResult status;
    status.of(SignalType::Logs).created = 3;
    EXPECT_EQ(status.of(SignalType::Logs).created, 3U);
    EXPECT_EQ(status.of(SignalType::Metrics).created, 0U);
    EXPECT_EQ(status.of(SignalType::Traces).created, 0U);
}

TEST(SignalCountersTest, BalanceWhenEveryItemIsAccountedFor) {
    auto counters = running_status().of(SignalType::Traces);
    EXPECT_EQ(counters.dropped_total(), 3U);
    EXPECT_TRUE(counters.balanced());
    ++counters.created;
    EXPECT_FALSE(counters.balanced());
}

TEST(HealthQueryResultTest, IsUnhealthyUntilSomebodySaysOtherwise) {
    EXPECT_EQ(HealthQueryResult{}.to_json(), R"({"status":"unhealthy","reason":"","components":[]})");
}

TEST(HealthQueryResultTest, WritesItsComponentsAsJson) {
    const HealthQueryResult result{
        .status = HealthStatus::Degraded,
        .reason = "exporter: retrying",
        .components = {{.name = "exporter", .status = HealthStatus::Degraded, .reason = "retrying"},
                       {.name = "buffer", .status = HealthStatus::Healthy, .reason = ""}}};
    std::ostringstream out;
    out << result;
    EXPECT_EQ(out.str(), R"({"status":"degraded","reason":"exporter: retrying","components":[)"
                         R"({"name":"exporter","status":"degraded","reason":"retrying"},)"
                         R"({"name":"buffer","status":"healthy","reason":""}]})");
}

}  // namespace
}  // namespace telemetryflow
