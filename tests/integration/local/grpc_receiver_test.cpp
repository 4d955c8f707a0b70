#include <gtest/gtest.h>

#include "sample_telemetry.hpp"
#include "senders.hpp"

namespace telemetryflow::local {
namespace {

using testing::LocalBackend;

TEST(LocalGrpcReceiverTest, StoresASpanWithAllItsFields) {
    const LocalBackend backend;
    samples::Traces traces("checkout");
    auto& span = traces.span('\x0A', '\x01', '\x02', "place order", 0, 25);
    span.set_kind(opentelemetry::proto::trace::v1::Span::SPAN_KIND_SERVER);
    span.set_trace_state("vendor=1");
    span.set_flags(257);
    span.mutable_status()->set_code(opentelemetry::proto::trace::v1::Status::STATUS_CODE_ERROR);
    span.mutable_status()->set_message("card refused");
    *span.add_attributes() = samples::attribute("cart.items", std::int64_t{3});
    auto& event = *span.add_events();
    event.set_name("validated");
    event.set_time_unix_nano(samples::kStart + 5);
    *event.add_attributes() = samples::attribute("step", "one");
    auto& link = *span.add_links();
    link.set_trace_id(samples::trace_id('\x0B'));
    link.set_span_id(samples::span_id('\x0C'));
    span.set_dropped_attributes_count(4);
    span.set_dropped_events_count(5);
    span.set_dropped_links_count(6);
    send(backend, traces.request);

    const auto stored = backend.get_json("/api/v1/spans");
    ASSERT_EQ(stored["total"], 1);
    const nlohmann::json expected = {{"trace_id", samples::trace_hex('\x0A')},
                                     {"span_id", "0101010101010101"},
                                     {"parent_span_id", "0202020202020202"},
                                     {"trace_state", "vendor=1"},
                                     {"flags", 257},
                                     {"name", "place order"},
                                     {"kind", "server"},
                                     {"start_unix_nano", "1700000000000000000"},
                                     {"end_unix_nano", "1700000000025000000"},
                                     {"duration_ns", "25000000"},
                                     {"status", {{"code", "error"}, {"message", "card refused"}}},
                                     {"attributes", {{"cart.items", 3}}},
                                     {"events",
                                      {{{"name", "validated"},
                                        {"time_unix_nano", "1700000000000000005"},
                                        {"attributes", {{"step", "one"}}},
                                        {"dropped_attributes_count", 0}}}},
                                     {"links",
                                      {{{"trace_id", samples::trace_hex('\x0B')},
                                        {"span_id", "0c0c0c0c0c0c0c0c"},
                                        {"trace_state", ""},
                                        {"flags", 0},
                                        {"attributes", nlohmann::json::object()},
                                        {"dropped_attributes_count", 0}}}},
                                     {"dropped_attributes_count", 4},
                                     {"dropped_events_count", 5},
                                     {"dropped_links_count", 6},
                                     {"service", "checkout"},
                                     {"resource", {{"service.name", "checkout"}}},
                                     {"scope",
                                      {{"name", "telemetryflow"},
                                       {"version", "1.0.0"},
                                       {"attributes", nlohmann::json::object()},
                                       {"schema_url", ""}}}};
    EXPECT_EQ(stored["items"][0], expected);
}

TEST(LocalGrpcReceiverTest, CountsWhatItReceivedOfEverySignal) {
    const LocalBackend backend;
    samples::Traces traces("a");
    traces.span('\x01', '\x01', 0, "one", 0, 1);
    traces.span('\x01', '\x02', '\x01', "two", 0, 1);
    samples::Logs logs("b");
    logs.record(9, "hello", 0);
    samples::Metrics metrics("c");
    metrics.gauge("level", 7, 0);
    metrics.counter("requests", 1, 0);
    metrics.histogram("duration", 0);
    send(backend, traces.request);
    send(backend, logs.request);
    send(backend, metrics.request);

    const auto status = backend.get_json("/api/v1/status");
    EXPECT_EQ(status["counts"], (nlohmann::json{{"batches", 3}, {"spans", 2}, {"logs", 1}, {"metric_points", 3}}));
    EXPECT_EQ(status["stored"], (nlohmann::json{{"spans", 2}, {"logs", 1}, {"metric_points", 3}}));
    EXPECT_EQ(status["dropped"], (nlohmann::json{{"spans", 0}, {"logs", 0}, {"metric_points", 0}}));
    EXPECT_EQ(status["received_bytes"],
              traces.request.ByteSizeLong() + logs.request.ByteSizeLong() + metrics.request.ByteSizeLong());
    EXPECT_FALSE(status["version"].get<std::string>().empty());
    EXPECT_GE(status["uptime_seconds"], 0.0);
}

TEST(LocalGrpcReceiverTest, AcceptsGzipMessages) {
    const LocalBackend backend;
    samples::Logs logs("compressed");
    logs.record(9, std::string(10'000, 'x'), 0);
    EXPECT_TRUE(export_grpc(backend, logs.request, {.metadata = {}, .gzip = true}).ok());
    EXPECT_EQ(backend.get_json("/api/v1/logs?service=compressed")["total"], 1);
}

TEST(LocalGrpcReceiverTest, RejectsSpansWithoutValidIdsAndKeepsTheOthers) {
    const LocalBackend backend;
    samples::Traces traces("partial");
    traces.span('\x01', '\x01', 0, "valid", 0, 1);
    traces.span('\x01', '\x02', 0, "no trace", 0, 1).clear_trace_id();
    traces.span('\x01', '\0', 0, "zero id", 0, 1);
    traces.span('\x01', '\x03', 0, "short parent", 0, 1).set_parent_span_id("abc");
    SignalTraits<TraceRequest>::Response answer;
    ASSERT_TRUE(export_grpc(backend, traces.request, {}, &answer).ok());
    EXPECT_EQ(answer.partial_success().rejected_spans(), 3);
    EXPECT_NE(answer.partial_success().error_message().find("trace_id"), std::string::npos);
    EXPECT_EQ(column(backend.get_json("/api/v1/spans"), "name"), std::vector<std::string>{"valid"});
    EXPECT_EQ(backend.get_json("/api/v1/status")["rejected"]["spans"], 3);
}

TEST(LocalGrpcReceiverTest, LeavesPartialSuccessUnsetWhenEverythingIsAccepted) {
    const LocalBackend backend;
    samples::Traces traces("whole");
    traces.span('\x01', '\x01', 0, "valid", 0, 1);
    SignalTraits<TraceRequest>::Response answer;
    ASSERT_TRUE(export_grpc(backend, traces.request, {}, &answer).ok());
    EXPECT_FALSE(answer.has_partial_success());
}

TEST(LocalGrpcReceiverTest, TakesMessagesAboveFourMebibytesAndRefusesThoseAboveSixtyFour) {
    const LocalBackend backend;
    samples::Logs large("large");
    large.record(9, std::string(8U << 20U, 'x'), 0);
    EXPECT_TRUE(export_grpc(backend, large.request).ok());
    samples::Logs too_large("large");
    too_large.record(9, std::string(65U << 20U, 'x'), 0);
    EXPECT_EQ(export_grpc(backend, too_large.request).error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
    EXPECT_EQ(backend.get_json("/api/v1/status")["counts"]["logs"], 1);
}

}  // namespace
}  // namespace telemetryflow::local
