// otlp_to_json() on bytes that no exporter wrote: it throws or returns JSON, and reads nothing outside of them.

#include <ctime>
#include <random>
#include <stdexcept>

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>
#include <opentelemetry/proto/collector/logs/v1/logs_service.pb.h>

#include "telemetryflow/otlp_json.hpp"

#include "support/rpc_status_bytes.hpp"

namespace telemetryflow {
namespace {

using opentelemetry::proto::collector::logs::v1::ExportLogsServiceRequest;
using test::length_field;
using test::varint_field;

std::string json_of(SignalType signal, const std::string& bytes) {
    return otlp_to_json(signal, std::as_bytes(std::span(bytes)));
}

std::string nested_in_record(const std::string& record) {
    return length_field(1, length_field(2, length_field(2, record)));
}

TEST(OtlpJsonHostileTest, ThrowsOnWhatIsNotProtobuf) {
    EXPECT_THROW(json_of(SignalType::Traces, "{}"), std::invalid_argument);
    EXPECT_THROW(json_of(SignalType::Logs, nested_in_record("\x0A")), std::invalid_argument);
    EXPECT_THROW(json_of(SignalType::Metrics,
                         "\x0A\x05"
                         "ab"),
                 std::invalid_argument);
}

TEST(OtlpJsonHostileTest, ThrowsOnEndlessNesting) {
    std::string value;
    for (int i = 0; i < 2000; ++i)
        value = length_field(5, length_field(1, value));
    EXPECT_THROW(json_of(SignalType::Logs, nested_in_record(length_field(5, value))), std::invalid_argument);
}

TEST(OtlpJsonHostileTest, SkipsUnknownFieldsAndWrongTypes) {
    const auto record = varint_field(99, 1) + varint_field(3, 7) + length_field(2, "x") + length_field(3, "INFO");
    EXPECT_EQ(json_of(SignalType::Logs, nested_in_record(record)),
              R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"severityText":"INFO"}]}]}]})");
}

TEST(OtlpJsonHostileTest, KeepsTheLastMemberOfAOneof) {
    const auto body = length_field(1, "first") + varint_field(3, 2) + length_field(1, "last");
    EXPECT_EQ(json_of(SignalType::Logs, nested_in_record(length_field(5, body))),
              R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"last"}}]}]}]})");
}

TEST(OtlpJsonHostileTest, MergesAMessageThatComesInParts) {
    const auto split = length_field(1, length_field(1, varint_field(2, 4)) + length_field(1, varint_field(2, 5)));
    EXPECT_EQ(json_of(SignalType::Traces, split), R"({"resourceSpans":[{"resource":{"droppedAttributesCount":5}}]})");
}

TEST(OtlpJsonHostileTest, MendsTextThatIsNotUtf8) {
    const std::string bad = "a\xFF\xC0\x80\xED\xA0\x80\xF5z\xE2\x82";
    const auto json = json_of(SignalType::Logs, nested_in_record(length_field(3, bad)));
    ExportLogsServiceRequest read;
    ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json, &read).ok()) << json;
    const auto& text = read.resource_logs(0).scope_logs(0).log_records(0).severity_text();
    EXPECT_EQ(text.front(), 'a');
    EXPECT_NE(text.find("\xEF\xBF\xBDz"), std::string::npos);
}

TEST(OtlpJsonHostileTest, ReadsUnpackedListsAsWell) {
    // A histogram's bucket_counts as two fixed64 fields instead of one packed one.
    const std::string one("\x31\1\0\0\0\0\0\0\0", 9);
    const auto metric = length_field(9, length_field(1, one + one));
    const auto json = json_of(SignalType::Metrics, length_field(1, length_field(2, length_field(2, metric))));
    EXPECT_NE(json.find(R"("bucketCounts":["1","1"])"), std::string::npos) << json;
}

TEST(OtlpJsonHostileTest, TakesTimeInProportionToItsInput) {
    // Many members of a oneof in turn, among many elements of a list.
    std::string metric;
    for (int i = 0; i < 200'000; ++i)
        metric += length_field(12, "") + length_field(i % 2 == 0 ? 5 : 7, "");
    const std::clock_t start = std::clock();
    json_of(SignalType::Metrics, length_field(1, length_field(2, length_field(2, metric))));
    EXPECT_LT(std::clock() - start, 5 * CLOCKS_PER_SEC) << "of processor time";
}

TEST(OtlpJsonHostileTest, ThrowsOrWritesJsonOnAnyBytes) {
    std::mt19937 random(11);
    const auto good = nested_in_record(length_field(9, std::string(16, 'x')) + length_field(3, "WARN") +
                                       length_field(5, length_field(5, length_field(1, varint_field(3, 1)))));
    int written = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::vector<std::byte> bytes;
        for (const char c : good)
            bytes.push_back(static_cast<std::byte>(c));
        for (auto flips = 1 + random() % 3; flips > 0; --flips) {
            bytes[random() % bytes.size()] = static_cast<std::byte>(random());
        }
        bytes.resize(random() % 4 == 0 ? random() % bytes.size() : bytes.size());
        bytes.shrink_to_fit();
        for (const auto signal : kAllSignals) {
            try {
                const auto json = otlp_to_json(signal, bytes);
                EXPECT_TRUE(json.starts_with('{') && json.ends_with('}'));
                ++written;
            } catch (const std::invalid_argument&) {
            }
        }
    }
    EXPECT_GT(written, 1000);
}

}  // namespace
}  // namespace telemetryflow
