// otlp_to_json on requests written byte by byte, and on every way to cut them.

#include <bit>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "telemetryflow/otlp_json.hpp"

#include "support/rpc_status_bytes.hpp"

namespace telemetryflow {
namespace {

using test::length_field;
using test::varint;
using test::varint_field;

std::string fixed(std::uint64_t value, unsigned width) {
    std::string out;
    for (unsigned i = 0; i < width; ++i)
        out += static_cast<char>(value >> (8 * i));
    return out;
}

std::string fixed64_field(std::uint32_t number, std::uint64_t value) {
    return varint(number << 3U | 1U) + fixed(value, 8);
}

std::string fixed32_field(std::uint32_t number, std::uint32_t value) {
    return varint(number << 3U | 5U) + fixed(value, 4);
}

std::string double_field(std::uint32_t number, double value) {
    return fixed64_field(number, std::bit_cast<std::uint64_t>(value));
}

std::string json_of(SignalType signal, const std::string& bytes) {
    // Exactly as long as its content, so that a sanitizer sees one byte too many.
    const std::vector<char> exact(bytes.begin(), bytes.end());
    return otlp_to_json(signal, std::as_bytes(std::span(exact)));
}

/// The JSON, or nothing when the bytes were refused in the one way that is documented.
std::optional<std::string> json_or_nothing(SignalType signal, const std::string& bytes) {
    try {
        return json_of(signal, bytes);
    } catch (const std::invalid_argument& error) {
        EXPECT_EQ(std::string(error.what()).rfind("not an OTLP message: ", 0), 0U) << error.what();
        return std::nullopt;
    }
}

std::string attribute(const std::string& key, const std::string& value) {
    return length_field(1, key) + length_field(2, value);
}

std::string request(const std::string& item) {
    const auto resource = length_field(1, attribute("service.name", length_field(1, "shop"))) + varint_field(2, 3);
    const auto scope = length_field(1, "lib") + length_field(2, "1.2") + varint_field(4, 4);
    return length_field(1, length_field(1, resource) +
                               length_field(2, length_field(1, scope) + length_field(2, item) + length_field(3, "s")) +
                               length_field(3, "r"));
}

std::string wrapped(const std::string& signal, const std::string& items, const std::string& item) {
    return R"({"resource)" + signal +
           R"(":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}],)"
           R"("droppedAttributesCount":3},"scope)" +
           signal + R"(":[{"scope":{"name":"lib","version":"1.2","droppedAttributesCount":4},")" + items + "\":[" +
           item + R"(],"schemaUrl":"s"}],"schemaUrl":"r"}]})";
}

const std::string kTraceId("\x0A\xF7\x65\x19\x16\xCD\x43\xDD\x84\x48\xEB\x21\x1C\x80\x31\x9C", 16);
const std::string kSpanId("\xB7\xAD\x6B\x71\x69\x20\x33\x31", 8);

std::string span_bytes() {
    const auto event = fixed64_field(1, 7) + length_field(2, "ev") + varint_field(4, 1);
    const auto link = length_field(1, kTraceId) + length_field(2, kSpanId) + length_field(3, "v=1") +
                      varint_field(5, 2) + fixed32_field(6, 257);
    return length_field(1, kTraceId) + length_field(2, kSpanId) + length_field(3, "k=v") + length_field(4, kSpanId) +
           length_field(5, "GET") + varint_field(6, 2) + fixed64_field(7, 1) + fixed64_field(8, ~0ULL) +
           length_field(9, attribute("ok", varint_field(2, 1))) + varint_field(10, 5) + length_field(11, event) +
           varint_field(12, 6) + length_field(13, link) + varint_field(14, 7) +
           length_field(15, length_field(2, "bad") + varint_field(3, 2)) + fixed32_field(16, 1);
}

std::string log_bytes() {
    return fixed64_field(1, 10) + varint_field(2, 17) + length_field(3, "ERROR") +
           length_field(5, length_field(1, "b")) + length_field(6, attribute("n", varint_field(3, ~0ULL))) +
           varint_field(7, 2) + fixed32_field(8, 1) + length_field(9, kTraceId) + length_field(10, kSpanId) +
           fixed64_field(11, 11) + length_field(12, "e.n");
}

std::string histogram_bytes() {
    const auto exemplar = fixed64_field(2, 3) + double_field(3, 0.5) + length_field(4, kSpanId) +
                          length_field(5, kTraceId) + length_field(7, attribute("k", length_field(1, "v")));
    const auto point = fixed64_field(2, 1) + fixed64_field(3, 2) + fixed64_field(4, 3) + double_field(5, 0) +
                       length_field(6, fixed(1, 8) + fixed(2, 8)) +
                       length_field(7, fixed(std::bit_cast<std::uint64_t>(2.5), 8)) + length_field(8, exemplar) +
                       varint_field(10, 1) + double_field(11, -1) + double_field(12, 4);
    return length_field(1, "h") + length_field(2, "d") + length_field(3, "ms") +
           length_field(9, length_field(1, point) + varint_field(2, 2));
}

TEST(OtlpJsonBytesTest, WritesEveryFieldOfASpan) {
    EXPECT_EQ(
        json_of(SignalType::Traces, request(span_bytes())),
        wrapped("Spans", "spans",
                R"({"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","traceState":"k=v",)"
                R"("parentSpanId":"b7ad6b7169203331","flags":1,"name":"GET","kind":2,"startTimeUnixNano":"1",)"
                R"("endTimeUnixNano":"18446744073709551615","attributes":[{"key":"ok","value":{"boolValue":true}}],)"
                R"("droppedAttributesCount":5,"events":[{"timeUnixNano":"7","name":"ev","droppedAttributesCount":1}],)"
                R"("droppedEventsCount":6,"links":[{"traceId":"0af7651916cd43dd8448eb211c80319c",)"
                R"("spanId":"b7ad6b7169203331","traceState":"v=1","droppedAttributesCount":2,"flags":257}],)"
                R"("droppedLinksCount":7,"status":{"message":"bad","code":2}})"));
}

TEST(OtlpJsonBytesTest, WritesEveryFieldOfALogRecord) {
    EXPECT_EQ(json_of(SignalType::Logs, request(log_bytes())),
              wrapped("Logs", "logRecords",
                      R"({"timeUnixNano":"10","observedTimeUnixNano":"11","severityNumber":17,"severityText":"ERROR",)"
                      R"("body":{"stringValue":"b"},"attributes":[{"key":"n","value":{"intValue":"-1"}}],)"
                      R"("droppedAttributesCount":2,"flags":1,"traceId":"0af7651916cd43dd8448eb211c80319c",)"
                      R"("spanId":"b7ad6b7169203331","eventName":"e.n"})"));
}

TEST(OtlpJsonBytesTest, WritesEveryFieldOfAHistogram) {
    EXPECT_EQ(json_of(SignalType::Metrics, request(histogram_bytes())),
              wrapped("Metrics", "metrics",
                      R"({"name":"h","description":"d","unit":"ms","histogram":{"dataPoints":[{)"
                      R"("startTimeUnixNano":"1","timeUnixNano":"2","count":"3","sum":0,"bucketCounts":["1","2"],)"
                      R"("explicitBounds":[2.5],"exemplars":[{"filteredAttributes":[{"key":"k",)"
                      R"("value":{"stringValue":"v"}}],"timeUnixNano":"3","asDouble":0.5,"spanId":"b7ad6b7169203331",)"
                      R"("traceId":"0af7651916cd43dd8448eb211c80319c"}],"flags":1,"min":-1,"max":4}],)"
                      R"("aggregationTemporality":2}})"));
}

TEST(OtlpJsonBytesTest, WritesASumOfIntegersAndAGaugeOfDoubles) {
    const auto point = fixed64_field(2, 1) + fixed64_field(3, 2) + fixed64_field(6, ~0ULL) + varint_field(8, 1);
    const auto sum = length_field(7, length_field(1, point) + varint_field(2, 1) + varint_field(3, 1));
    EXPECT_EQ(json_of(SignalType::Metrics, request(sum)),
              wrapped("Metrics", "metrics",
                      R"({"sum":{"dataPoints":[{"startTimeUnixNano":"1","timeUnixNano":"2","asInt":"-1","flags":1}],)"
                      R"("aggregationTemporality":1,"isMonotonic":true}})"));
    const auto gauge = length_field(5, length_field(1, double_field(4, -0.5)));
    EXPECT_EQ(json_of(SignalType::Metrics, request(gauge)),
              wrapped("Metrics", "metrics", R"({"gauge":{"dataPoints":[{"asDouble":-0.5}]}})"));
}

TEST(OtlpJsonBytesTest, WritesAnyValueOfEveryKind) {
    const auto list = length_field(5, length_field(1, varint_field(3, 1)) + length_field(1, ""));
    const auto map = length_field(6, length_field(1, attribute("in", length_field(1, ""))));
    struct Case {
        std::string value;
        std::string json;
    };
    for (const auto& [value, json] :
         {Case{length_field(1, ""), R"({"stringValue":""})"}, Case{varint_field(2, 0), R"({"boolValue":false})"},
          Case{varint_field(3, 0), R"({"intValue":"0"})"}, Case{double_field(4, 0), R"({"doubleValue":0})"},
          Case{list, R"({"arrayValue":{"values":[{"intValue":"1"},{}]}})"},
          Case{map, R"({"kvlistValue":{"values":[{"key":"in","value":{"stringValue":""}}]}})"},
          Case{length_field(7, "foo"), R"({"bytesValue":"Zm9v"})"}, Case{"", "{}"}}) {
        EXPECT_EQ(json_of(SignalType::Logs, request(length_field(5, value))),
                  wrapped("Logs", "logRecords", R"({"body":)" + json + "}"));
    }
}

struct Sample {
    SignalType signal;
    std::string bytes;
};

const std::vector<Sample>& samples() {
    static const std::vector<Sample> all{{SignalType::Traces, request(span_bytes())},
                                         {SignalType::Logs, request(log_bytes())},
                                         {SignalType::Metrics, request(histogram_bytes())}};
    return all;
}

TEST(OtlpJsonBytesTest, RefusesARequestCutAnywhere) {
    for (const auto& [signal, bytes] : samples()) {
        EXPECT_EQ(json_or_nothing(signal, ""), "{}");
        // The request is one field, so that no prefix of it is a message.
        for (std::size_t size = 1; size < bytes.size(); ++size)
            EXPECT_EQ(json_or_nothing(signal, bytes.substr(0, size)), std::nullopt) << to_string(signal) << " " << size;
        EXPECT_NE(json_or_nothing(signal, bytes), std::nullopt);
    }
}

TEST(OtlpJsonBytesTest, ReadsOrRefusesARecordCutInsideAWholeRequest) {
    for (const auto& [signal, item] : {Sample{SignalType::Traces, span_bytes()}, Sample{SignalType::Logs, log_bytes()},
                                       Sample{SignalType::Metrics, histogram_bytes()}}) {
        int refused = 0;
        for (std::size_t size = 0; size < item.size(); ++size)
            refused += json_or_nothing(signal, request(item.substr(0, size))) ? 0 : 1;
        // Cuts between two fields leave a message; all others do not.
        EXPECT_GT(refused, static_cast<int>(item.size()) / 2) << to_string(signal);
        EXPECT_LT(refused, static_cast<int>(item.size())) << to_string(signal);
    }
}

TEST(OtlpJsonBytesTest, SurvivesAnyByteAtAnyPosition) {
    for (const auto& [signal, bytes] : samples()) {
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            for (const int byte : {0x00, 0x01, 0x08, 0x0A, 0x7F, 0x80, 0xFF}) {
                auto changed = bytes;
                changed[at] = static_cast<char>(byte);
                const auto json = json_or_nothing(signal, changed);
                if (!json) continue;
                EXPECT_EQ(json->front(), '{');
                EXPECT_EQ(json->back(), '}');
                EXPECT_EQ(json->find('\n'), std::string::npos);
            }
        }
    }
}

TEST(OtlpJsonBytesTest, ReadsARequestOfAnotherSignalWithoutHarm) {
    for (const auto& [written, bytes] : samples()) {
        for (const auto signal : kAllSignals) {
            if (signal == written) continue;
            const auto json = json_or_nothing(signal, bytes);
            if (json) {
                EXPECT_NE(*json, json_of(written, bytes));
            }
        }
    }
}

TEST(OtlpJsonBytesTest, RefusesAPackedListWithAnIncompleteElement) {
    for (std::size_t size = 0; size <= 24; ++size) {
        const auto point = length_field(6, std::string(size, '\1'));
        const auto json = json_or_nothing(SignalType::Metrics, request(length_field(9, length_field(1, point))));
        EXPECT_EQ(json.has_value(), size % 8 == 0) << size;
    }
}

}  // namespace
}  // namespace telemetryflow
