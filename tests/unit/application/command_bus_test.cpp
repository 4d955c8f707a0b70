#include "telemetryflow/application/command_bus.hpp"

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "allocation_counter.hpp"
#include "fake_command_handler.hpp"

namespace telemetryflow {
namespace {

using test::AllocationCounter;
using test::FakeCommandBus;
using test::FakeCommandHandler;

struct UserCommand {
    static constexpr std::string_view kName = "UserCommand";
    int value = 0;
};

static_assert(CommandHandlerFor<FakeCommandHandler, RecordCounterCommand>);
static_assert(CommandHandlerFor<FakeCommandHandler, StartSpanCommand>);
static_assert(!CommandHandlerFor<FakeCommandHandler, UserCommand>);
static_assert(!Command<int>, "a command has a name");

class ThroughInterceptor final : public CommandInterceptor {
public:
    void intercept(CommandCall& call) override { call.proceed(); }
};

TEST(CommandBusTest, HandsEveryBuiltInCommandToItsHandler) {
    FakeCommandHandler handler;
    FakeCommandBus bus(handler);
    const TelemetryConfig config;
    bus.dispatch(InitializeSDKCommand{.config = &config});
    EXPECT_EQ(handler.last_config, &config);
    bus.dispatch(RecordCounterCommand{.name = "c", .value = 7, .unit = "{x}", .attributes = {{"k", 1}}});
    EXPECT_EQ(handler.last_value, NumberValue(7));
    EXPECT_EQ(handler.last_unit, "{x}");
    EXPECT_EQ(handler.last_attribute_count, 1U);
    bus.dispatch(EmitLogCommand{.message = "hello"});
    EXPECT_EQ(handler.last_message, "hello");
    bus.dispatch(EndSpanCommand{.span_id = {{9}}});
    EXPECT_EQ(handler.last_span, (SpanId{{9}}));
    EXPECT_EQ(handler.handled, 4U);
}

TEST(CommandBusTest, ReturnsTheHandlersTypedResult) {
    FakeCommandHandler handler;
    FakeCommandBus bus(handler);
    const SpanId span = bus.dispatch(StartSpanCommand{.name = "s"});
    EXPECT_EQ(span, FakeCommandHandler::kStartedSpan);
    const FlushResult flushed = bus.dispatch(FlushTelemetryCommand{});
    EXPECT_EQ(flushed, FakeCommandHandler::kFlushed);
    EXPECT_EQ(bus.dispatch(ShutdownSDKCommand{}), FakeCommandHandler::kFlushed);
}

TEST(CommandBusTest, LetsTheHandlersExceptionReachTheCaller) {
    FakeCommandHandler handler;
    handler.throws = true;
    FakeCommandBus bus(handler);
    EXPECT_THROW(bus.dispatch(RecordCounterCommand{.name = "c"}), std::runtime_error);
    EXPECT_THROW(bus.dispatch(StartSpanCommand{.name = "s"}), std::runtime_error);
}

TEST(CommandBusTest, AllocatesNothingForBuiltInCommands) {
    FakeCommandHandler handler;
    FakeCommandBus bus(handler);
    const AllocationCounter allocations;
    for (int i = 0; i < 100; ++i)
        test::dispatch_every_command(bus);
    EXPECT_EQ(allocations.count(), 0U);
    EXPECT_GT(handler.handled, 1000U);
}

TEST(CommandBusTest, AllocatesNothingForInterceptedCommands) {
    FakeCommandHandler handler;
    FakeCommandBus bus(handler);
    bus.add_interceptor(std::make_shared<ThroughInterceptor>());
    bus.add_interceptor(std::make_shared<ThroughInterceptor>());
    const AllocationCounter allocations;
    for (int i = 0; i < 100; ++i)
        test::dispatch_every_command(bus);
    EXPECT_EQ(allocations.count(), 0U);
}

TEST(CommandBusTest, AllocatesNothingForUserDefinedCommands) {
    FakeCommandHandler handler;
    FakeCommandBus bus(handler);
    int sum = 0;
    bus.register_handler<UserCommand>([&sum](const UserCommand& command) { sum += command.value; });
    bus.dispatch(UserCommand{1});
    const AllocationCounter allocations;
    for (int i = 0; i < 100; ++i)
        bus.dispatch(UserCommand{1});
    EXPECT_EQ(allocations.count(), 0U);
    EXPECT_EQ(sum, 101);
}

TEST(CommandBusTest, AllocationCounterSeesAllocations) {
    const AllocationCounter allocations;
    auto memory = std::make_unique<std::vector<int>>(10);
    EXPECT_EQ(memory->size(), 10U);
    EXPECT_EQ(allocations.count(), 2U);
}

}  // namespace
}  // namespace telemetryflow
