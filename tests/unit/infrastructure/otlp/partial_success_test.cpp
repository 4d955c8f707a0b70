#include "infrastructure/otlp/partial_success.hpp"

#include <limits>
#include <random>

#include <gtest/gtest.h>
#include <opentelemetry/proto/collector/logs/v1/logs_service.pb.h>
#include <opentelemetry/proto/collector/metrics/v1/metrics_service.pb.h>

namespace telemetryflow::infrastructure {
namespace {

namespace collector = opentelemetry::proto::collector;

TEST(PartialSuccessTest, ReadsWhatProtobufWrites) {
    collector::logs::v1::ExportLogsServiceResponse logs;
    logs.mutable_partial_success()->set_rejected_log_records(7);
    logs.mutable_partial_success()->set_error_message("too old");
    const auto read = parse_partial_success_protobuf(logs.SerializeAsString());
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->rejected, 7);
    EXPECT_EQ(read->message, "too old");

    collector::metrics::v1::ExportMetricsServiceResponse metrics;
    metrics.mutable_partial_success()->set_rejected_data_points(std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(parse_partial_success_protobuf(metrics.SerializeAsString())->rejected,
              std::numeric_limits<std::int64_t>::min());
}

TEST(PartialSuccessTest, TakesAnUnsetFieldForFullSuccess) {
    EXPECT_EQ(parse_partial_success_protobuf("")->rejected, 0);
    EXPECT_EQ(parse_partial_success_json("{}")->rejected, 0);
    EXPECT_EQ(parse_partial_success_json(R"({"partialSuccess":null})")->rejected, 0);
    EXPECT_EQ(parse_partial_success_json(R"({"partialSuccess":{}})")->rejected, 0);
}

TEST(PartialSuccessTest, ReadsBothSpellingsOfJson) {
    const auto camel = parse_partial_success_json(R"({"x":[1],"partialSuccess":{"rejectedLogRecords":"9"}})");
    EXPECT_EQ(camel->rejected, 9);
    const auto snake =
        parse_partial_success_json(R"({"partial_success":{"error_message":"m","rejected_data_points":-3}})");
    EXPECT_EQ(snake->rejected, -3);
    EXPECT_EQ(snake->message, "m");
    EXPECT_EQ(parse_partial_success_json(R"({"partialSuccess":{"rejectedSpans":"many"}})")->rejected, 0);
    EXPECT_EQ(parse_partial_success_json(R"({"partialSuccess":{"rejectedSpans":{}}})")->rejected, 0);
}

TEST(PartialSuccessTest, SaysWhenItCannotRead) {
    EXPECT_FALSE(parse_partial_success_protobuf("{}").has_value());
    EXPECT_FALSE(parse_partial_success_protobuf("<html>").has_value());
    EXPECT_FALSE(parse_partial_success_protobuf(std::string("\x0A\x02\x08\x80", 4)).has_value());
    for (const char* text : {"", "null", "[]", "<html>", "{\"partialSuccess\":{\"rejectedSpans\":}}"}) {
        EXPECT_FALSE(parse_partial_success_json(text).has_value()) << text;
    }
}

TEST(PartialSuccessTest, EndsOnAnyBytes) {
    std::mt19937 random(3);
    const std::string letters = "{}[]\":,\\u0123partialSuccess truenull\n";
    for (int round = 0; round < 20'000; ++round) {
        std::string json = "{\"partialSuccess\":";
        for (auto left = random() % 30; left > 0; --left)
            json += letters[random() % letters.size()];
        if (const auto read = parse_partial_success_json(json)) {
            EXPECT_LE(read->message.size(), json.size());
        }
        std::string bytes;
        for (auto left = random() % 30; left > 0; --left)
            bytes += static_cast<char>(random());
        if (const auto read = parse_partial_success_protobuf(bytes)) {
            EXPECT_LE(read->message.size(), bytes.size());
        }
    }
}

}  // namespace
}  // namespace telemetryflow::infrastructure
