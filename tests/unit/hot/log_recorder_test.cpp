// What only the bridge of another API asks of a log record: bodies that are no text, and times that nobody knows.

#include "hot/log_recorder.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "unit/hot/open_engine.hpp"

namespace telemetryflow::tests {
namespace {

TEST(LogRecorderTest, ABodyIsOfAnyType) {
    const OpenEngine engine;
    constexpr std::array<std::string_view, 2> kTexts{"a", "b\xFF"};
    constexpr std::array<std::int64_t, 2> kIntegers{1, -2};
    constexpr std::array<bool, 1> kBools{true};
    const std::vector<std::pair<AttributeValue, std::string>> bodies{
        {"text", "text"},   {true, "true"},        {-7, "-7"},
        {0.5, "0.5"},       {kIntegers, "[1,-2]"}, {kTexts, "[a,b\xEF\xBF\xBD]"},
        {kBools, "[true]"},
    };
    for (const auto& [value, text] : bodies)
        hot::emit_log(*engine, {.body = value, .attributes = {{"k", 1}}});
    const std::vector<LogRecord> logs = engine.logs();
    ASSERT_EQ(logs.size(), bodies.size());
    for (std::size_t i = 0; i < bodies.size(); ++i) {
        EXPECT_EQ(text_of(logs[i].body()), bodies[i].second);
        EXPECT_EQ(attributes_of(logs[i]).at("k"), "1");
    }
}

TEST(LogRecorderTest, ATextBodyIsCutAsAnyOther) {
    hot::EngineOptions options;
    options.limits.body_length = 3;
    options.limits.attribute_value_length = 2;
    const OpenEngine engine(std::move(options));
    constexpr std::array<std::string_view, 1> kTexts{"abcd"};
    hot::emit_log(*engine, {.body = "abcd"});
    hot::emit_log(*engine, {.body = kTexts});
    const std::vector<LogRecord> logs = engine.logs();
    ASSERT_EQ(logs.size(), 2U);
    EXPECT_EQ(text_of(logs[0].body()), "abc");
    EXPECT_EQ(text_of(logs[1].body()), "[ab]") << "what is in an array is cut as an attribute's value";
    EXPECT_EQ(engine->stats().truncated_strings, 2U);
}

TEST(LogRecorderTest, ATimeThatNobodyKnowsIsNotWritten) {
    const OpenEngine engine;
    hot::emit_log(*engine, {.body = "b", .has_timestamp = false, .timestamp = 5});
    hot::emit_log(*engine, {.body = "b", .timestamp = 5});
    const std::vector<LogRecord> logs = engine.logs();
    ASSERT_EQ(logs.size(), 2U);
    EXPECT_EQ(logs[0].time_unix_nano(), 0U);
    EXPECT_GT(logs[0].observed_time_unix_nano(), 5U);
    EXPECT_EQ(logs[1].time_unix_nano(), 5U);
}

TEST(LogRecorderTest, ALargeArrayAsABodyArrivesWhole) {
    const OpenEngine engine;
    const std::vector<double> numbers(10'000, 1.5);
    hot::emit_log(*engine, {.body = numbers, .event_name = "large"});
    const std::vector<LogRecord> logs = engine.logs();
    ASSERT_EQ(logs.size(), 1U);
    EXPECT_EQ(logs[0].body().array_value().values_size(), 10'000);
    EXPECT_EQ(logs[0].event_name(), "large");
}

}  // namespace
}  // namespace telemetryflow::tests
