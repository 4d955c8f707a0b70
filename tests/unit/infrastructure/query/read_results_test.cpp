// The answers here are telemetryflow-local's, shortened to few items.

#include "infrastructure/query/read_results.hpp"

#include <chrono>
#include <exception>

#include <gtest/gtest.h>

namespace telemetryflow::infrastructure {
namespace {

using nlohmann::json;

constexpr const char* kTraceId = "0102030405060708090a0b0c0d0e0f10";

TEST(ReadResultsTest, ReadsTheSpansOfATrace) {
    const auto result = read_trace(json::parse(R"({"trace_id":"0102030405060708090a0b0c0d0e0f10","spans":[
        {"trace_id":"0102030405060708090a0b0c0d0e0f10","span_id":"1112131415161718","parent_span_id":"",
         "trace_state":"","flags":1,"name":"root","kind":"server","start_unix_nano":"1700000000000000001",
         "end_unix_nano":"1700000000000000009","duration_ns":"8","status":{"code":"error","message":"boom"},
         "attributes":{"http.response.status_code":500},"events":[{"name":"exception",
         "time_unix_nano":"1700000000000000005","attributes":{"exception.type":"E"},"dropped_attributes_count":0}],
         "links":[{"trace_id":"1102030405060708090a0b0c0d0e0f10","span_id":"2112131415161718","trace_state":"",
         "flags":0,"attributes":{"l":1},"dropped_attributes_count":0}],"dropped_attributes_count":0,
         "service":"checkout","resource":{},"scope":{}},
        {"trace_id":"0102030405060708090a0b0c0d0e0f10","span_id":"1212131415161718",
         "parent_span_id":"1112131415161718","name":"child","kind":"internal","start_unix_nano":"1",
         "end_unix_nano":"2","status":{"code":"ok","message":""},"attributes":{},"events":[],"links":[],
         "service":"checkout"}]})"));
    EXPECT_EQ(result.trace_id.to_hex(), kTraceId);
    ASSERT_EQ(result.spans.size(), 2U);
    const auto& root = result.spans[0];
    EXPECT_EQ(root.trace_id, result.trace_id);
    EXPECT_EQ(root.span_id.to_hex(), "1112131415161718");
    EXPECT_FALSE(root.parent_span_id.is_valid());
    EXPECT_EQ(root.name, "root");
    EXPECT_EQ(root.kind, "server");
    EXPECT_EQ(root.start_unix_nano, 1700000000000000001U);
    EXPECT_EQ(root.end_unix_nano, 1700000000000000009U);
    EXPECT_EQ(root.status, SpanStatus::Error);
    EXPECT_EQ(root.status_message, "boom");
    EXPECT_EQ(root.service_name, "checkout");
    EXPECT_EQ(root.attributes, (AttributeMap{{"http.response.status_code", "500"}}));
    ASSERT_EQ(root.events.size(), 1U);
    EXPECT_EQ(root.events[0].name, "exception");
    EXPECT_EQ(root.events[0].time_unix_nano, 1700000000000000005U);
    EXPECT_EQ(root.events[0].attributes, (AttributeMap{{"exception.type", "E"}}));
    ASSERT_EQ(root.links.size(), 1U);
    EXPECT_EQ(root.links[0].span_id.to_hex(), "2112131415161718");
    EXPECT_EQ(root.links[0].attributes, (AttributeMap{{"l", "1"}}));
    EXPECT_EQ(result.spans[1].parent_span_id, root.span_id);
    EXPECT_EQ(result.spans[1].status, SpanStatus::Ok);
}

TEST(ReadResultsTest, ReadsTraceSummaries) {
    const auto result = read_traces(json::parse(R"({"total":41,"items":[
        {"trace_id":"0102030405060708090a0b0c0d0e0f10","root_name":"GET /","service":"web",
         "start_unix_nano":"1700000000000000000","duration_ns":"2500000","spans":4,"errors":1,"depth":3}]})"));
    EXPECT_EQ(result.total, 41U);
    ASSERT_EQ(result.traces.size(), 1U);
    EXPECT_EQ(result.traces[0].trace_id.to_hex(), kTraceId);
    EXPECT_EQ(result.traces[0].root_name, "GET /");
    EXPECT_EQ(result.traces[0].service_name, "web");
    EXPECT_EQ(result.traces[0].start_unix_nano, 1700000000000000000U);
    EXPECT_EQ(result.traces[0].duration, std::chrono::microseconds(2500));
    EXPECT_EQ(result.traces[0].span_count, 4U);
    EXPECT_EQ(result.traces[0].error_count, 1U);
    EXPECT_EQ(result.traces[0].depth, 3U);
}

TEST(ReadResultsTest, ReadsLogs) {
    const auto result = read_logs(json::parse(R"({"total":2,"items":[
        {"time_unix_nano":"1700000000000000000","observed_time_unix_nano":"5","severity_number":17,
         "severity_text":"ERROR","body":"failed","event_name":"","attributes":{"n":1},
         "trace_id":"0102030405060708090a0b0c0d0e0f10","span_id":"1112131415161718","flags":1,"service":"web"},
        {"time_unix_nano":"0","observed_time_unix_nano":"6","severity_number":0,"severity_text":"",
         "body":{"k":[1]},"attributes":{},"trace_id":"","span_id":"","service":""}]})"));
    EXPECT_EQ(result.total, 2U);
    ASSERT_EQ(result.logs.size(), 2U);
    EXPECT_EQ(result.logs[0].time_unix_nano, 1700000000000000000U);
    EXPECT_EQ(result.logs[0].severity_number, 17);
    EXPECT_EQ(result.logs[0].severity_text, "ERROR");
    EXPECT_EQ(result.logs[0].message, "failed");
    EXPECT_EQ(result.logs[0].service_name, "web");
    EXPECT_EQ(result.logs[0].trace_id.to_hex(), kTraceId);
    EXPECT_EQ(result.logs[0].span_id.to_hex(), "1112131415161718");
    EXPECT_EQ(result.logs[0].attributes, (AttributeMap{{"n", "1"}}));
    EXPECT_EQ(result.logs[1].time_unix_nano, 6U) << "the time at which it was observed";
    EXPECT_EQ(result.logs[1].message, R"({"k":[1]})");
    EXPECT_FALSE(result.logs[1].trace_id.is_valid());
}

TEST(ReadResultsTest, ReadsPointsOfASum) {
    const auto result = read_metric(json::parse(R"({"total":9,"items":[
        {"name":"requests","description":"all of them","unit":"{request}","type":"sum","temporality":"cumulative",
         "monotonic":true,"attributes":{"route":"/"},"start_unix_nano":"1","time_unix_nano":"2","value":7,
         "exemplars":[],"flags":0,"service":"web"}]})"));
    EXPECT_EQ(result.total, 9U);
    EXPECT_EQ(result.unit, "{request}");
    EXPECT_EQ(result.description, "all of them");
    EXPECT_EQ(result.type, "sum");
    EXPECT_EQ(result.temporality, "cumulative");
    EXPECT_TRUE(result.monotonic);
    ASSERT_EQ(result.data_points.size(), 1U);
    EXPECT_EQ(result.data_points[0].start_unix_nano, 1U);
    EXPECT_EQ(result.data_points[0].time_unix_nano, 2U);
    EXPECT_EQ(result.data_points[0].value, 7.0);
    EXPECT_EQ(result.data_points[0].count, std::nullopt);
    EXPECT_EQ(result.data_points[0].attributes, (AttributeMap{{"route", "/"}}));
    EXPECT_EQ(result.data_points[0].service_name, "web");
}

TEST(ReadResultsTest, ReadsPointsOfAHistogram) {
    const auto result = read_metric(json::parse(R"({"total":1,"items":[
        {"name":"latency","description":"","unit":"s","type":"histogram","temporality":"delta","attributes":{},
         "start_unix_nano":"1","time_unix_nano":"2","count":3,"sum":0.6,"min":0.1,"max":0.3,
         "bucket_counts":[1,2],"explicit_bounds":[0.15],"service":""}]})"));
    ASSERT_EQ(result.data_points.size(), 1U);
    const auto& point = result.data_points[0];
    EXPECT_EQ(point.value, std::nullopt);
    EXPECT_EQ(point.count, 3U);
    EXPECT_EQ(point.sum, 0.6);
    EXPECT_EQ(point.min, 0.1);
    EXPECT_EQ(point.max, 0.3);
    EXPECT_EQ(point.bucket_counts, (std::vector<std::uint64_t>{1, 2}));
    EXPECT_EQ(point.explicit_bounds, (std::vector<double>{0.15}));
}

TEST(ReadResultsTest, ReadsGroupsAndTellsAMissingAttributeFromTheTextNull) {
    const auto result = read_aggregation(json::parse(R"({"name":"n","aggregate":"avg","group_by":"route","total":4,
        "groups":[{"key":"/a","value":2.5,"points":4},{"key":200,"value":1,"points":1},
                  {"key":"null","value":null,"points":1},{"key":null,"value":0,"points":2}]})"));
    EXPECT_EQ(result.total, 4U);
    ASSERT_EQ(result.groups.size(), 4U);
    EXPECT_EQ(result.groups[0].key, "/a");
    EXPECT_EQ(result.groups[0].value, 2.5);
    EXPECT_EQ(result.groups[0].points, 4U);
    EXPECT_EQ(result.groups[1].key, "200");
    EXPECT_EQ(result.groups[2].key, "null");
    EXPECT_EQ(result.groups[2].value, std::nullopt);
    EXPECT_EQ(result.groups[3].key, std::nullopt);
}

TEST(ReadResultsTest, RefusesAnswersThatLackAField) {
    EXPECT_THROW(static_cast<void>(read_logs(json::parse("{}"))), std::exception);
    EXPECT_THROW(static_cast<void>(read_traces(json::parse(R"({"total":1,"items":[{}]})"))), std::exception);
    EXPECT_THROW(static_cast<void>(read_metric(json::parse(R"({"total":1,"items":[5]})"))), std::exception);
    EXPECT_THROW(static_cast<void>(read_aggregation(json::parse(R"({"total":1})"))), std::exception);
    EXPECT_THROW(static_cast<void>(read_trace(json::parse(R"({"trace_id":"","spans":7})"))), std::exception);
}

}  // namespace
}  // namespace telemetryflow::infrastructure
