// Commands that the SDK does not know: an order service records what an order means to it, in one place.

#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include <gtest/gtest.h>

#include "telemetryflow/application/command_bus.hpp"
#include "telemetryflow/domain/errors.hpp"

#include "fake_command_handler.hpp"

namespace telemetryflow {
namespace {

using test::FakeCommandBus;
using test::FakeCommandHandler;

struct RecordOrderCommand {
    static constexpr std::string_view kName = "RecordOrderCommand";
    using Result = SpanId;

    std::string_view order_id;
    double total = 0.0;
};

struct UnknownCommand {
    static constexpr std::string_view kName = "UnknownCommand";
};

// What is handled by the SDK cannot be registered; the compiler says so.
template <class Bus, class C>
concept CanRegister = requires(Bus& bus) {
    bus.template register_handler<C>(nullptr);
};
static_assert(CanRegister<FakeCommandBus, RecordOrderCommand>);
static_assert(!CanRegister<FakeCommandBus, RecordCounterCommand>);

class UserMessagesTest : public testing::Test {
protected:
    FakeCommandHandler handler;
    FakeCommandBus bus{handler};

    void register_order_handler() {
        bus.register_handler<RecordOrderCommand>([this](const RecordOrderCommand& command) {
            bus.dispatch(RecordHistogramCommand{.name = "order.total", .value = command.total, .unit = "EUR"});
            return bus.dispatch(StartSpanCommand{.name = "order", .attributes = {{"order.id", command.order_id}}});
        });
    }
};

TEST_F(UserMessagesTest, ReachTheHandlerThatWasRegistered) {
    register_order_handler();
    EXPECT_EQ(bus.dispatch(RecordOrderCommand{.order_id = "o-1", .total = 9.5}), FakeCommandHandler::kStartedSpan);
    EXPECT_EQ(handler.handled, 2U);
    EXPECT_EQ(handler.last_value, NumberValue(9.5));
}

TEST_F(UserMessagesTest, WithoutAHandlerAreAnErrorThatNamesThem) {
    try {
        bus.dispatch(UnknownCommand{});
        FAIL() << "nobody handles this command";
    } catch (const TelemetryFlowError& error) {
        EXPECT_EQ(error.code(), ErrorCode::NoHandler);
        EXPECT_STREQ(error.what(), "No handler registered for UnknownCommand");
    }
}

TEST_F(UserMessagesTest, GoToTheHandlerThatWasRegisteredLast) {
    int first = 0;
    int second = 0;
    bus.register_handler<UnknownCommand>([&first](const UnknownCommand&) { ++first; });
    bus.register_handler<UnknownCommand>([&second](const UnknownCommand&) { ++second; });
    bus.dispatch(UnknownCommand{});
    EXPECT_EQ(first, 0);
    EXPECT_EQ(second, 1);
}

TEST_F(UserMessagesTest, HaveNoHandlerAfterItWasRemoved) {
    register_order_handler();
    EXPECT_TRUE(bus.unregister_handler<RecordOrderCommand>());
    EXPECT_THROW(bus.dispatch(RecordOrderCommand{}), TelemetryFlowError);
    EXPECT_FALSE(bus.unregister_handler<RecordOrderCommand>());
}

TEST_F(UserMessagesTest, RefuseAnEmptyFunctionAsTheirHandler) {
    EXPECT_THROW(bus.register_handler<UnknownCommand>(nullptr), TelemetryFlowError);
}

TEST_F(UserMessagesTest, MayReplaceTheirHandlerWhileItRuns) {
    std::string order;
    bus.register_handler<UnknownCommand>([&](const UnknownCommand&) {
        const auto kept = std::make_shared<std::string>("old");
        bus.register_handler<UnknownCommand>([&order](const UnknownCommand&) { order += "new"; });
        order += *kept;
    });
    bus.dispatch(UnknownCommand{});
    bus.dispatch(UnknownCommand{});
    EXPECT_EQ(order, "oldnew");
}

class NamingInterceptor final : public CommandInterceptor {
public:
    void intercept(CommandCall& call) override {
        names.emplace_back(call.name());
        call.proceed();
    }
    std::vector<std::string> names;
};

TEST_F(UserMessagesTest, AreInterceptedAndSoIsWhatTheirHandlersDispatch) {
    const auto interceptor = std::make_shared<NamingInterceptor>();
    bus.add_interceptor(interceptor);
    register_order_handler();
    EXPECT_TRUE(bus.dispatch(RecordOrderCommand{.order_id = "o-2"}).is_valid());
    EXPECT_EQ(interceptor->names,
              (std::vector<std::string>{"RecordOrderCommand", "RecordHistogramCommand", "StartSpanCommand"}));
}

TEST_F(UserMessagesTest, ThatNobodyHandlesAreAnErrorAlsoBehindInterceptors) {
    bus.add_interceptor(std::make_shared<NamingInterceptor>());
    EXPECT_THROW(bus.dispatch(UnknownCommand{}), TelemetryFlowError);
    EXPECT_EQ(bus.interceptor_errors(), 0U);
}

}  // namespace
}  // namespace telemetryflow
