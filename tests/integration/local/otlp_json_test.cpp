#include "receiver/otlp_json.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "store/writers.hpp"

namespace telemetryflow::local {
namespace {

std::string with_span(const std::string& fields) {
    return R"({"resourceSpans":[{"scopeSpans":[{"spans":[{)" + fields + "}]}]}]}";
}

opentelemetry::proto::trace::v1::Span span_of(const std::string& fields) {
    TraceRequest request;
    parse_otlp_json(with_span(fields), request);
    return request.resource_spans(0).scope_spans(0).spans(0);
}

opentelemetry::proto::common::v1::AnyValue value_of(const std::string& json) {
    return span_of(R"("attributes":[{"key":"k","value":)" + json + "}]").attributes(0).value();
}

std::string error_of(const std::string& fields) {
    try {
        span_of(fields);
    } catch (const OtlpJsonError& error) {
        return error.what();
    }
    return "accepted";
}

constexpr const char* kSpanPath = "request.resourceSpans[0].scopeSpans[0].spans[0]";

TEST(OtlpJsonTest, ReadsIdsAsHexadecimalDigitsInAnyCase) {
    const auto span = span_of(R"("traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"eee19b7ec3c1b174",
                                 "parentSpanId":"","links":[{"spanId":"0102030405060708"}])");
    EXPECT_EQ(span.trace_id(), std::string("\x5B\x8E\xFF\xF7\x98\x03\x81\x03\xD2\x69\xB6\x33\x81\x3F\xC6\x0C", 16));
    EXPECT_EQ(span.span_id(), "\xEE\xE1\x9B\x7E\xC3\xC1\xB1\x74");
    EXPECT_EQ(span.parent_span_id(), "");
    EXPECT_EQ(span.links(0).span_id(), "\x01\x02\x03\x04\x05\x06\x07\x08");
}

TEST(OtlpJsonTest, ReadsSixtyFourBitIntegersAsStringsAndNumbers) {
    EXPECT_EQ(span_of(R"("startTimeUnixNano":"18446744073709551615")").start_time_unix_nano(),
              std::numeric_limits<std::uint64_t>::max());
    EXPECT_EQ(span_of(R"("startTimeUnixNano":18446744073709551615)").start_time_unix_nano(),
              std::numeric_limits<std::uint64_t>::max());
    EXPECT_EQ(value_of(R"({"intValue":"-9223372036854775808"})").int_value(), std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(value_of(R"({"intValue":1e3})").int_value(), 1000);
}

TEST(OtlpJsonTest, ReadsEnumerationsAsIntegersOnly) {
    EXPECT_EQ(span_of(R"("kind":2,"status":{"code":2})").kind(),
              opentelemetry::proto::trace::v1::Span::SPAN_KIND_SERVER);
    EXPECT_EQ(error_of(R"("kind":"SPAN_KIND_SERVER")"),
              std::string(kSpanPath) + ".kind: expected the integer of an enumeration");
}

TEST(OtlpJsonTest, ReadsEveryTypeOfValue) {
    EXPECT_EQ(value_of(R"({"stringValue":"x"})").string_value(), "x");
    EXPECT_TRUE(value_of(R"({"boolValue":false})").has_bool_value());
    EXPECT_EQ(value_of(R"({"doubleValue":2})").double_value(), 2.0);
    EXPECT_TRUE(std::isnan(value_of(R"({"doubleValue":"NaN"})").double_value()));
    EXPECT_EQ(value_of(R"({"doubleValue":"-Infinity"})").double_value(), -std::numeric_limits<double>::infinity());
    EXPECT_EQ(value_of(R"({"bytesValue":"AP8Q"})").bytes_value(), std::string("\x00\xFF\x10", 3));
    EXPECT_EQ(value_of(R"({"arrayValue":{"values":[{"intValue":1},{}]}})").array_value().values_size(), 2);
    EXPECT_EQ(value_of(R"({"kvlistValue":{"values":[{"key":"a","value":{"intValue":"7"}}]}})")
                  .kvlist_value()
                  .values(0)
                  .value()
                  .int_value(),
              7);
    EXPECT_EQ(value_of("{}").value_case(), opentelemetry::proto::common::v1::AnyValue::VALUE_NOT_SET);
}

TEST(OtlpJsonTest, IgnoresUnknownNamesSnakeCaseNamesAndNull) {
    const auto span = span_of(R"("name":"a","future":{"x":[1]},"trace_id":"zz","kind":null)");
    EXPECT_EQ(span.name(), "a");
    EXPECT_EQ(span.trace_id(), "");
    EXPECT_EQ(span.kind(), 0);
}

TEST(OtlpJsonTest, SaysWhereTheFirstFaultIsWithoutShowingTheValue) {
    const std::string path = kSpanPath;
    EXPECT_EQ(error_of(R"("name":5)"), path + ".name: expected a string");
    EXPECT_EQ(error_of(R"("traceId":"xyz")"), path + ".traceId: expected hexadecimal digits");
    EXPECT_EQ(error_of(R"("traceId":"abc")"), path + ".traceId: expected hexadecimal digits");
    EXPECT_EQ(error_of(R"("startTimeUnixNano":-1)"),
              path + ".startTimeUnixNano: expected an unsigned integer in range");
    EXPECT_EQ(error_of(R"("startTimeUnixNano":"1x")"), path + ".startTimeUnixNano: expected an unsigned integer");
    EXPECT_EQ(error_of(R"("startTimeUnixNano":1.5)"), path + ".startTimeUnixNano: expected an unsigned integer");
    EXPECT_EQ(error_of(R"("flags":4294967296)"), path + ".flags: expected an unsigned integer in range");
    EXPECT_EQ(error_of(R"("events":{})"), path + ".events: expected an array");
    EXPECT_EQ(error_of(R"("status":[])"), path + ".status: expected an object");
    EXPECT_EQ(error_of(R"("attributes":[{"value":{"bytesValue":"a"}}])"),
              path + ".attributes[0].value.bytesValue: expected base64");
    EXPECT_EQ(error_of(R"("attributes":[{"value":{"boolValue":1}}])"),
              path + ".attributes[0].value.boolValue: expected true or false");
    EXPECT_NE(error_of(R"("attributes":[{"value":{"boolValue":true,"intValue":1}}])").find("not several"),
              std::string::npos);
}

TEST(OtlpJsonTest, RefusesWhatIsNotAJsonObject) {
    TraceRequest request;
    for (const char* text : {"", "{", "[]", "7", "{}x", "{\"a\":\"\xFF\"}"}) {
        EXPECT_THROW(parse_otlp_json(text, request), OtlpJsonError) << text;
    }
}

TEST(OtlpJsonTest, RefusesNestingThatProtobufWouldRefuse) {
    std::string nested = R"({"intValue":1})";
    for (int i = 0; i < 60; ++i)
        nested = R"({"arrayValue":{"values":[)" + nested + "]}}";
    EXPECT_THROW(value_of(nested), OtlpJsonError);
    const std::string deep(100'000, '[');
    TraceRequest request;
    EXPECT_THROW(parse_otlp_json(deep, request), OtlpJsonError);
}

TEST(OtlpJsonTest, KeepsUnsetOptionalFieldsUnset) {
    MetricsRequest request;
    parse_otlp_json(R"({"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"h","histogram":{
        "aggregationTemporality":2,"dataPoints":[{"count":"2","sum":0,"bucketCounts":["1",1],"explicitBounds":[0.5]}
        ]}}]}]}]})",
                    request);
    const auto& histogram = request.resource_metrics(0).scope_metrics(0).metrics(0).histogram();
    const auto& point = histogram.data_points(0);
    EXPECT_EQ(histogram.aggregation_temporality(), 2);
    EXPECT_TRUE(point.has_sum());
    EXPECT_FALSE(point.has_min());
    EXPECT_EQ(point.bucket_counts_size(), 2);
    EXPECT_EQ(point.explicit_bounds(0), 0.5);
}

}  // namespace
}  // namespace telemetryflow::local
