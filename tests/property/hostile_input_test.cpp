// What a program may pass by mistake: everything huge, empty, ill-formed or out of range. Nothing crashes, what is sent
// decodes, and what is not sent is counted.

#include <bit>
#include <limits>

#include "integration/client/test_client.hpp"
#include "property/expected_otlp.hpp"

namespace telemetryflow::tests::property {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

std::string all_bytes() {
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte)
        bytes += static_cast<char>(byte);
    return bytes;
}

TEST(HostileInputTest, HugeTextsAreCutToTheirLimits) {
    TestClient client;
    const std::string key(100'000, 'k');
    const std::string value(1U << 20U, 'v');
    client->span(value, SpanKind::Server, {{key, value}, {"second", value}}).add_event(value, {{key, value}});
    client->log_info(value, {{key, value}});
    client->increment_counter(value, 1, {{key, value}}, value);
    const Received received = client.receive();
    ASSERT_EQ(received.spans.size(), 1U);
    const auto& span = received.spans[0];
    EXPECT_EQ(span.name().size(), 1024U);
    ASSERT_EQ(span.attributes_size(), 2);
    EXPECT_EQ(span.attributes(0).key().size(), 256U);
    EXPECT_EQ(span.attributes(0).value().string_value().size(), 4096U);
    EXPECT_EQ(span.events(0).name().size(), 1024U);
    ASSERT_EQ(received.logs.size(), 1U);
    EXPECT_EQ(received.logs[0].body().string_value().size(), 65'536U);
    ASSERT_EQ(received.metrics.size(), 1U);
    EXPECT_EQ(received.metrics[0].name().size(), 1024U);
    EXPECT_EQ(received.metrics[0].unit().size(), 1024U);
}

TEST(HostileInputTest, TenThousandAttributesBecomeTheLimitAndACount) {
    TestClient client;
    std::vector<std::string> keys;
    for (int i = 0; i < 10'000; ++i)
        keys.push_back("key" + std::to_string(i));
    std::vector<Attribute> attributes;
    for (const std::string& key : keys)
        attributes.push_back({key, 1});
    client->log_info("many", attributes);
    client->span("many", SpanKind::Internal, attributes).set_attributes(attributes);
    const Received received = client.receive();
    EXPECT_EQ(received.log("many").attributes_size(), 128);
    EXPECT_EQ(received.log("many").dropped_attributes_count(), 9'872U);
    EXPECT_EQ(received.span("many").attributes_size(), 128);
    EXPECT_EQ(received.span("many").dropped_attributes_count(), 2 * 9'872U);
    EXPECT_EQ(client->get_status().truncated.attributes, 3 * 9'872U);
}

TEST(HostileInputTest, EveryByteArrivesOrIsReplaced) {
    TestClient client;
    const std::string bytes = all_bytes();
    client->log_info(bytes, {{bytes, bytes}});
    client->span(bytes).set_status(SpanStatus::Error, bytes);
    client->record_gauge(bytes, 1, {{bytes, bytes}}, bytes);
    const Received received = client.receive();
    const std::string expected = repaired(bytes);
    EXPECT_EQ(received.log(expected).attributes(0).value().string_value(), expected);
    EXPECT_EQ(received.span(expected).status().message(), expected);
    EXPECT_EQ(received.metric(expected).unit(), expected);
}

TEST(HostileInputTest, NamesOfNothingButIllFormedBytesAreReplaced) {
    TestClient client;
    const std::string bytes(1'000, '\xFE');
    client->increment_counter(bytes);
    client->span(bytes).add_event(bytes);
    const Received received = client.receive();
    ASSERT_EQ(received.metrics.size(), 1U);
    EXPECT_EQ(received.metrics[0].name(), repaired(bytes));
    ASSERT_EQ(received.spans.size(), 1U);
    EXPECT_EQ(received.spans[0].name(), repaired(bytes));
}

TEST(HostileInputTest, EmptyNamesAndKeysLoseNothingButThemselves) {
    TestClient client;
    client->span("", SpanKind::Internal, {{"", 1}, {"kept", ""}}).add_event("").update_name("");
    client->log_info("", {{"", 1}});
    client->increment_counter("");
    const Received received = client.receive();
    ASSERT_EQ(received.spans.size(), 1U);
    EXPECT_EQ(received.spans[0].attributes_size(), 1);
    EXPECT_EQ(received.spans[0].dropped_attributes_count(), 1U);
    EXPECT_EQ(received.spans[0].events_size(), 1);
    ASSERT_EQ(received.logs.size(), 1U);
    EXPECT_TRUE(received.logs[0].body().has_string_value());
    EXPECT_EQ(received.logs[0].dropped_attributes_count(), 1U);
    EXPECT_TRUE(received.metrics.empty());
    EXPECT_EQ(client->get_status().refused_measurements.at("invalid_value"), 1U);
}

TEST(HostileInputTest, ExtremeNumbersArriveBitByBit) {
    TestClient client;
    const std::vector<double> doubles{-0.0,
                                      std::numeric_limits<double>::denorm_min(),
                                      -std::numeric_limits<double>::denorm_min(),
                                      std::numeric_limits<double>::max(),
                                      std::numeric_limits<double>::lowest(),
                                      std::numeric_limits<double>::infinity()};
    const std::vector<std::int64_t> integers{kMost, std::numeric_limits<std::int64_t>::min(), -1, 0};
    client->log_info("numbers", {{"doubles", doubles}, {"integers", integers}});
    for (std::size_t i = 0; i + 1 < doubles.size(); ++i)
        client->record_gauge("gauge", doubles[i], {{"i", i}});
    const Received received = client.receive();
    const auto& log = received.log("numbers");
    for (std::size_t i = 0; i < doubles.size(); ++i) {
        const double arrived = log.attributes(0).value().array_value().values(static_cast<int>(i)).double_value();
        EXPECT_EQ(std::bit_cast<std::uint64_t>(arrived), std::bit_cast<std::uint64_t>(doubles[i]));
    }
    for (std::size_t i = 0; i < integers.size(); ++i) {
        EXPECT_EQ(log.attributes(1).value().array_value().values(static_cast<int>(i)).int_value(), integers[i]);
    }
    const Metric gauge = received.metric("gauge");
    for (const auto& point : gauge.gauge().data_points()) {
        const auto index = static_cast<std::size_t>(point.attributes(0).value().int_value());
        EXPECT_EQ(std::bit_cast<std::uint64_t>(point.as_double()), std::bit_cast<std::uint64_t>(doubles[index]));
    }
}

// The decoder of Received compares the bytes of the whole request, so a record one byte too long would show.
TEST(HostileInputTest, NumbersThatAreNoEnumeratorsHarmNoOtherRecord) {
    TestClient client;
    for (const int number : {0, 6, 127, 128, 200, 255}) {
        const std::string name = std::to_string(number);
        client->log(name, static_cast<SeverityLevel>(number));
        client->log("after " + name);
        auto span = client->span(name, static_cast<SpanKind>(number));
        if (number > 2) span.set_status(static_cast<SpanStatus>(number));
    }
    const Received received = client.receive();
    ASSERT_EQ(received.logs.size(), 12U);
    ASSERT_EQ(received.spans.size(), 6U);
    EXPECT_EQ(static_cast<int>(received.log("200").severity_number()), 200);
    EXPECT_EQ(received.log("after 200").severity_text(), "INFO");
    for (const auto& span : received.spans) {
        EXPECT_EQ(span.kind(), otlp::trace::v1::Span::SPAN_KIND_INTERNAL);
        EXPECT_EQ(span.status().code(), otlp::trace::v1::Status::STATUS_CODE_UNSET);
    }
}

// An interval of a sum that wrapped is still what was added in it.
TEST(HostileInputTest, ADeltaOfASumThatWrappedIsWhatWasAdded) {
    TelemetryConfig config = test_config();
    config.temporality = Temporality::Delta;
    TestClient client(config);
    for (int round = 0; round < 3; ++round) {
        client.record->clear();
        client->increment_counter("sum", kMost);
        EXPECT_EQ(client.receive().metric("sum").sum().data_points(0).as_int(), kMost);
    }
}

TEST(HostileInputTest, RequestsOfLargePointsStayWithinTheirLimit) {
    TelemetryConfig config = test_config();
    config.batch_max_bytes = 64U << 10U;
    TestClient client(config);
    const std::string value(4'000, 'v');
    for (int point = 0; point < 40; ++point) {
        std::vector<Attribute> attributes{{"point", point}};
        static const char* kKeys[] = {"a", "b", "c", "d", "e", "f"};
        for (const char* key : kKeys)
            attributes.push_back({key, value});
        client->increment_counter("c", 1, attributes);
        client->record_histogram("h" + std::string(static_cast<std::size_t>(point), 'x'), 1, "s", attributes);
    }
    ASSERT_TRUE(client->flush().complete);
    std::uint64_t points = 0;
    for (const auto& request : client.record->requests()) {
        EXPECT_LE(request.body.size(), config.batch_max_bytes);
        points += request.items;
    }
    EXPECT_EQ(points, 80U);
    static_cast<void>(Received(*client.record));
}

// A record that cannot fit gives up parts of itself, which are counted.
TEST(HostileInputTest, RecordsLargerThanARequestAreShrunk) {
    TestClient client;
    const std::vector<std::string_view> array(400, std::string_view("0123456789").substr(0, 10));
    std::string large(4'000, 'x');
    const std::vector<std::string_view> pieces(200, large);
    client->log_info("shrinks", {{"kept by spans", 1}, {"a", pieces}});
    client->log_info("fits", {{"a", array}});
    auto span = client->span("shrinks", SpanKind::Internal, {{"kept", array}});
    span.add_event("event", {{"a", pieces}});
    span.end();
    client->span("bare", SpanKind::Internal, {{"a", pieces}}).end();
    const Received received = client.receive();
    ASSERT_EQ(received.logs.size(), 2U);
    EXPECT_EQ(received.logs[0].body().string_value(), "shrinks");
    EXPECT_EQ(received.logs[0].dropped_attributes_count(), 2U);
    EXPECT_EQ(received.logs[1].attributes_size(), 1);
    EXPECT_EQ(received.span("shrinks").events_size(), 0);
    EXPECT_EQ(received.span("shrinks").dropped_events_count(), 1U);
    EXPECT_EQ(received.span("shrinks").attributes_size(), 1);
    EXPECT_EQ(received.span("bare").dropped_attributes_count(), 1U);
    const SDKStatusResult status = client->get_status();
    EXPECT_EQ(status.truncated.attributes, 3U);
    EXPECT_EQ(status.of(SignalType::Logs).dropped_total(), 0U);
    EXPECT_TRUE(status.of(SignalType::Logs).balanced());
    EXPECT_TRUE(status.of(SignalType::Traces).balanced());
}

}  // namespace
}  // namespace telemetryflow::tests::property
