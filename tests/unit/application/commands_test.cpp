#include "telemetryflow/application/commands.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <type_traits>

#include <gtest/gtest.h>

namespace telemetryflow {
namespace {

template <class... Commands>
constexpr bool all_are_plain_views() {
    return ((std::is_trivially_copyable_v<Commands> && std::is_trivially_destructible_v<Commands> &&
             std::is_aggregate_v<Commands>)&&...);
}

static_assert(all_are_plain_views<InitializeSDKCommand, ShutdownSDKCommand, FlushTelemetryCommand, RecordMetricCommand,
                                  RecordCounterCommand, RecordGaugeCommand, RecordHistogramCommand,
                                  EmitBatchLogsCommand, EndSpanCommand, AddSpanEventCommand>());

// The context that these two may carry shares its tracestate, which is counted, not copied.
static_assert(std::is_aggregate_v<EmitLogCommand> && std::is_aggregate_v<StartSpanCommand> &&
              std::is_nothrow_copy_constructible_v<SpanContext>);

TEST(CommandsTest, CarryTheNamesOfTheSpecification) {
    EXPECT_EQ(InitializeSDKCommand::kName, "InitializeSDKCommand");
    EXPECT_EQ(ShutdownSDKCommand::kName, "ShutdownSDKCommand");
    EXPECT_EQ(FlushTelemetryCommand::kName, "FlushTelemetryCommand");
    EXPECT_EQ(RecordMetricCommand::kName, "RecordMetricCommand");
    EXPECT_EQ(RecordCounterCommand::kName, "RecordCounterCommand");
    EXPECT_EQ(RecordGaugeCommand::kName, "RecordGaugeCommand");
    EXPECT_EQ(RecordHistogramCommand::kName, "RecordHistogramCommand");
    EXPECT_EQ(EmitLogCommand::kName, "EmitLogCommand");
    EXPECT_EQ(EmitBatchLogsCommand::kName, "EmitBatchLogsCommand");
    EXPECT_EQ(StartSpanCommand::kName, "StartSpanCommand");
    EXPECT_EQ(EndSpanCommand::kName, "EndSpanCommand");
    EXPECT_EQ(AddSpanEventCommand::kName, "AddSpanEventCommand");
}

TEST(CommandsTest, HaveTheDefaultsOfTheFamily) {
    EXPECT_EQ(ShutdownSDKCommand{}.timeout, std::chrono::seconds(30));
    EXPECT_EQ(FlushTelemetryCommand{}.timeout, std::chrono::seconds(10));
    EXPECT_EQ(RecordCounterCommand{}.value, NumberValue(1));
    EXPECT_EQ(RecordMetricCommand{}.value, 0.0);
    EXPECT_EQ(EmitLogCommand{}.severity, SeverityLevel::Info);
    EXPECT_EQ(StartSpanCommand{}.kind, SpanKind::Internal);
    EXPECT_FALSE(EndSpanCommand{}.error.has_value());
}

TEST(CommandsTest, LeaveTimesAndParentsToTheEngineUnlessTold) {
    EXPECT_EQ(EmitLogCommand{}.timestamp_unix_nano, 0U);
    EXPECT_FALSE(EmitLogCommand{}.span_context.has_value());
    EXPECT_EQ(StartSpanCommand{}.start_unix_nano, 0U);
    EXPECT_FALSE(StartSpanCommand{}.parent.has_value());
    EXPECT_FALSE(StartSpanCommand{}.parent_span_id.is_valid());
    EXPECT_EQ(EndSpanCommand{}.end_unix_nano, 0U);
    EXPECT_EQ(AddSpanEventCommand{}.timestamp_unix_nano, 0U);
}

TEST(CommandsTest, ViewTheLinksAndAttributesTheyAreGiven) {
    const std::array<Attribute, 2> attributes{Attribute{"a", 1}, Attribute{"b", "two"}};
    const std::array<SpanLink, 1> links{SpanLink{.context = {.trace_id = {{1}}, .span_id = {{2}}},
                                                 .attributes = std::span<const Attribute>(attributes)}};
    const StartSpanCommand command{.name = "s", .attributes = std::span<const Attribute>(attributes), .links = links};
    EXPECT_EQ(command.attributes.begin(), attributes.data());
    ASSERT_EQ(command.links.size(), 1U);
    EXPECT_EQ(command.links[0].attributes.size(), 2U);
    EXPECT_TRUE(command.links[0].context.is_valid());
}

TEST(NumberValueTest, KeepsIntegersExact) {
    constexpr std::int64_t kLarge = 9'007'199'254'740'993;
    const NumberValue value = kLarge;
    EXPECT_FALSE(value.is_double());
    EXPECT_EQ(value.as_int64(), kLarge);
    EXPECT_EQ(NumberValue(-3).as_int64(), -3);
}

TEST(NumberValueTest, KeepsFloatingPointNumbersAsDoubles) {
    EXPECT_TRUE(NumberValue(1.5).is_double());
    EXPECT_EQ(NumberValue(1.5).as_double(), 1.5);
    EXPECT_TRUE(NumberValue(0.25F).is_double());
}

TEST(NumberValueTest, TakesWhatOtlpCannotCarryAsItsMaximum) {
    EXPECT_EQ(NumberValue(std::numeric_limits<std::uint64_t>::max()).as_int64(),
              std::numeric_limits<std::int64_t>::max());
}

TEST(NumberValueTest, ConvertsToDoubleWhateverItsType) {
    EXPECT_EQ(NumberValue(2).to_double(), 2.0);
    EXPECT_EQ(NumberValue(2.5).to_double(), 2.5);
}

TEST(NumberValueTest, TellsAnIntegerFromTheSameDouble) {
    EXPECT_EQ(NumberValue(1), NumberValue(1U));
    EXPECT_FALSE(NumberValue(1) == NumberValue(1.0));
    EXPECT_FALSE(NumberValue(1) == NumberValue(2));
}

static_assert(!std::is_convertible_v<bool, NumberValue>, "a flag is no measurement");
static_assert(!std::is_convertible_v<char, NumberValue>, "a character is no measurement");
static_assert(!std::is_convertible_v<const char*, NumberValue>);

}  // namespace
}  // namespace telemetryflow
