// What random programs found in the encoding of texts, each as the smallest case of its own.

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests::property {
namespace {

TEST(TextRegressionsTest, KeysThatAreEqualOnTheWireAreOneKey) {
    TestClient client;
    client->log_info("twice ill-formed", {{"k\xFF", 1}, {"k\xFF", 2}});
    client->log_info("repaired and given", {{"k\xEF\xBF\xBD", 1}, {"other", 0}, {"k\xFE", 2}});
    const Received received = client.receive();
    const auto& twice = received.log("twice ill-formed").attributes();
    ASSERT_EQ(twice.size(), 1);
    EXPECT_EQ(twice[0].key(), "k\xEF\xBF\xBD");
    EXPECT_EQ(twice[0].value().int_value(), 2);
    const auto& given = received.log("repaired and given").attributes();
    ASSERT_EQ(given.size(), 2);
    EXPECT_EQ(given[0].key(), "other");
    EXPECT_EQ(given[1].value().int_value(), 2);
}

// An empty string is written as no field at all; the decoder of Received compares the bytes.
TEST(TextRegressionsTest, ALimitShorterThanTheFirstCharacterLeavesNoField) {
    TelemetryConfig config = test_config();
    config.name_length_limit = 1;
    config.attribute_value_length_limit = 1;
    TestClient client(config);
    client->span("\xC3\xA9").add_event("\xE2\x82\xAC").set_status(SpanStatus::Error, "\xF0\x9F\x98\x80");
    const Received received = client.receive();
    ASSERT_EQ(received.spans.size(), 1U);
    EXPECT_EQ(received.spans[0].name(), "");
    EXPECT_EQ(received.spans[0].events(0).name(), "");
    EXPECT_EQ(received.spans[0].status().message(), "");
}

TEST(TextRegressionsTest, BytesThatBelongToNoCharacterAreNotCutTogether) {
    TelemetryConfig config = test_config();
    config.body_length_limit = 4;
    TestClient client(config);
    client->log_info("ab\xFF\x80\x80\x80");
    client->log_info("ab\xE2\x82\xAC");
    const Received received = client.receive();
    ASSERT_EQ(received.logs.size(), 2U);
    EXPECT_EQ(received.logs[0].body().string_value(), "ab\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_EQ(received.logs[1].body().string_value(), "ab");
}

}  // namespace
}  // namespace telemetryflow::tests::property
