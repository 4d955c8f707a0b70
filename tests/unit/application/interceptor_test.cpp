#include "telemetryflow/application/interceptor.hpp"

#include <array>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "fake_command_handler.hpp"

namespace telemetryflow {
namespace {

using test::FakeCommandBus;
using test::FakeCommandHandler;

class CallingInterceptor final : public CommandInterceptor {
public:
    explicit CallingInterceptor(std::function<void(CommandCall&)> function) : function_(std::move(function)) {}
    void intercept(CommandCall& call) override { function_(call); }

private:
    std::function<void(CommandCall&)> function_;
};

std::shared_ptr<CommandInterceptor> calling(std::function<void(CommandCall&)> function) {
    return std::make_shared<CallingInterceptor>(std::move(function));
}

class InterceptorTest : public testing::Test {
protected:
    FakeCommandHandler handler;
    FakeCommandBus bus{handler};
};

TEST_F(InterceptorTest, SeesEveryBuiltInCommandByName) {
    std::vector<std::string> names;
    bus.add_interceptor(calling([&names](CommandCall& call) {
        names.emplace_back(call.name());
        call.proceed();
    }));
    const auto dispatched = test::dispatch_every_command(bus);
    EXPECT_EQ(names, (std::vector<std::string>{"InitializeSDKCommand", "RecordMetricCommand", "RecordCounterCommand",
                                               "RecordGaugeCommand", "RecordHistogramCommand", "EmitLogCommand",
                                               "EmitBatchLogsCommand", "StartSpanCommand", "AddSpanEventCommand",
                                               "EndSpanCommand", "FlushTelemetryCommand", "ShutdownSDKCommand"}));
    EXPECT_EQ(names.size(), dispatched);
    EXPECT_EQ(handler.handled, dispatched + 1) << "a batch of one log is two calls of this handler";
    EXPECT_EQ(bus.vetoed(), 0U);
}

TEST_F(InterceptorTest, ReadsTheCommandThroughItsType) {
    std::string seen;
    bus.add_interceptor(calling([&seen](CommandCall& call) {
        EXPECT_EQ(call.get_if<RecordGaugeCommand>(), nullptr);
        if (const auto* counter = call.get_if<RecordCounterCommand>()) seen = counter->name;
        call.proceed();
    }));
    bus.dispatch(RecordCounterCommand{.name = "orders"});
    EXPECT_EQ(seen, "orders");
}

TEST_F(InterceptorTest, LetsTheResultThroughToTheCaller) {
    bus.add_interceptor(calling([](CommandCall& call) { call.proceed(); }));
    EXPECT_EQ(bus.dispatch(StartSpanCommand{.name = "s"}), FakeCommandHandler::kStartedSpan);
}

TEST_F(InterceptorTest, EnrichesACommandForTheRestOfTheWay) {
    std::size_t seen_by_second = 0;
    bus.add_interceptor(calling([](CommandCall& call) {
        const auto* counter = call.get_if<RecordCounterCommand>();
        if (counter == nullptr) return call.proceed();
        std::vector<Attribute> attributes(counter->attributes.begin(), counter->attributes.end());
        attributes.insert(attributes.begin(), Attribute{"tenant", "acme"});
        auto changed = *counter;
        changed.attributes = attributes;
        call.proceed_with(changed);
    }));
    bus.add_interceptor(calling([&seen_by_second](CommandCall& call) {
        if (const auto* counter = call.get_if<RecordCounterCommand>()) seen_by_second = counter->attributes.size();
        call.proceed();
    }));
    bus.dispatch(RecordCounterCommand{.name = "c", .attributes = {{"k", 1}}});
    EXPECT_EQ(seen_by_second, 2U);
    EXPECT_EQ(handler.last_attribute_count, 2U);
    EXPECT_EQ(handler.last_attribute_key, "tenant");
}

TEST_F(InterceptorTest, VetoesACommandAndTheVetoIsCounted) {
    bus.add_interceptor(calling([](CommandCall& call) {
        const auto* log = call.get_if<EmitLogCommand>();
        if (log == nullptr || log->severity > SeverityLevel::Debug) call.proceed();
    }));
    bus.dispatch(EmitLogCommand{.message = "noise", .severity = SeverityLevel::Debug});
    EXPECT_EQ(handler.handled, 0U);
    EXPECT_EQ(bus.vetoed(), 1U);
    bus.dispatch(EmitLogCommand{.message = "kept"});
    EXPECT_EQ(handler.last_message, "kept");
    EXPECT_EQ(bus.vetoed(), 1U);
}

TEST_F(InterceptorTest, GivesTheCallerOfAVetoedCommandADefaultResult) {
    bus.add_interceptor(calling([](CommandCall&) {}));
    EXPECT_FALSE(bus.dispatch(StartSpanCommand{.name = "s"}).is_valid());
    EXPECT_EQ(bus.dispatch(ShutdownSDKCommand{}), FlushResult{});
    EXPECT_EQ(bus.vetoed(), 2U);
}

TEST_F(InterceptorTest, StopsTheInterceptorsBehindAVeto) {
    bool reached = false;
    bus.add_interceptor(calling([](CommandCall&) {}));
    bus.add_interceptor(calling([&reached](CommandCall&) { reached = true; }));
    bus.dispatch(RecordCounterCommand{.name = "c"});
    EXPECT_FALSE(reached);
    EXPECT_EQ(bus.vetoed(), 1U);
}

TEST_F(InterceptorTest, DeliversOnceHoweverOftenItProceeds) {
    bus.add_interceptor(calling([](CommandCall& call) {
        call.proceed();
        call.proceed();
        call.proceed_with(RecordCounterCommand{.name = "other"});
    }));
    bus.dispatch(RecordCounterCommand{.name = "c"});
    EXPECT_EQ(handler.handled, 1U);
}

TEST_F(InterceptorTest, ThatThrowsIsCountedAndTheCommandProceeds) {
    bool second_called = false;
    bus.add_interceptor(calling([](CommandCall&) { throw std::runtime_error("broken"); }));
    bus.add_interceptor(calling([&second_called](CommandCall& call) {
        second_called = true;
        call.proceed();
    }));
    EXPECT_NO_THROW(bus.dispatch(RecordCounterCommand{.name = "c"}));
    EXPECT_TRUE(second_called);
    EXPECT_EQ(handler.handled, 1U);
    EXPECT_EQ(bus.interceptor_errors(), 1U);
    EXPECT_EQ(bus.vetoed(), 0U);
}

TEST_F(InterceptorTest, ThatThrowsFollowsTheSameRuleForLifecycleCommands) {
    bus.add_interceptor(calling([](CommandCall&) { throw 42; }));
    EXPECT_EQ(bus.dispatch(ShutdownSDKCommand{}), FakeCommandHandler::kFlushed);
    EXPECT_EQ(bus.interceptor_errors(), 1U);
}

TEST_F(InterceptorTest, ThatThrowsAfterProceedingDoesNotDeliverTwice) {
    bus.add_interceptor(calling([](CommandCall& call) {
        call.proceed();
        throw std::runtime_error("late");
    }));
    EXPECT_EQ(bus.dispatch(StartSpanCommand{.name = "s"}), FakeCommandHandler::kStartedSpan);
    EXPECT_EQ(handler.handled, 1U);
    EXPECT_EQ(bus.interceptor_errors(), 1U);
}

TEST_F(InterceptorTest, CannotReplaceACommandByOneOfAnotherType) {
    bus.add_interceptor(calling([](CommandCall& call) { call.proceed_with(RecordGaugeCommand{.name = "g"}); }));
    bus.dispatch(RecordCounterCommand{.name = "c", .value = 5});
    EXPECT_EQ(handler.last_name, RecordCounterCommand::kName);
    EXPECT_EQ(handler.last_value, NumberValue(5));
    EXPECT_EQ(bus.interceptor_errors(), 1U);
}

TEST_F(InterceptorTest, NeitherSeesNorSwallowsWhatTheHandlerThrows) {
    bool proceeded_normally = false;
    handler.throws = true;
    bus.add_interceptor(calling([&proceeded_normally](CommandCall& call) {
        try {
            call.proceed();
            proceeded_normally = true;
        } catch (...) {
        }
    }));
    EXPECT_THROW(bus.dispatch(RecordCounterCommand{.name = "c"}), std::runtime_error);
    EXPECT_TRUE(proceeded_normally);
    EXPECT_EQ(bus.interceptor_errors(), 0U);
    EXPECT_EQ(bus.vetoed(), 0U);
}

TEST_F(InterceptorTest, MayRecordWithoutMeetingItself) {
    int calls = 0;
    bus.add_interceptor(calling([this, &calls](CommandCall& call) {
        ++calls;
        bus.dispatch(RecordCounterCommand{.name = "commands.seen"});
        call.proceed();
    }));
    bus.dispatch(EmitLogCommand{.message = "m"});
    EXPECT_EQ(calls, 1);
    EXPECT_EQ(handler.handled, 2U);
}

TEST_F(InterceptorTest, SeesWhatItDispatchesOnAnotherBus) {
    FakeCommandHandler other_handler;
    FakeCommandBus other(other_handler);
    int seen_by_other = 0;
    other.add_interceptor(calling([&seen_by_other](CommandCall& call) {
        ++seen_by_other;
        call.proceed();
    }));
    bus.add_interceptor(calling([&other](CommandCall& call) {
        other.dispatch(RecordCounterCommand{.name = "mirrored"});
        call.proceed();
    }));
    bus.dispatch(RecordCounterCommand{.name = "c"});
    EXPECT_EQ(seen_by_other, 1);
    EXPECT_EQ(other_handler.handled, 1U);
}

TEST_F(InterceptorTest, IsNoLongerCalledOnceItIsRemoved) {
    int calls = 0;
    const auto interceptor = calling([&calls](CommandCall& call) {
        ++calls;
        call.proceed();
    });
    bus.add_interceptor(interceptor);
    bus.dispatch(RecordCounterCommand{.name = "c"});
    EXPECT_TRUE(bus.remove_interceptor(interceptor));
    bus.dispatch(RecordCounterCommand{.name = "c"});
    EXPECT_EQ(calls, 1);
    EXPECT_EQ(handler.handled, 2U);
    EXPECT_FALSE(bus.remove_interceptor(interceptor));
}

TEST_F(InterceptorTest, LeavesTheOrderOfTheOthersWhenItIsRemoved) {
    std::string order;
    const auto noting = [&order](char c) {
        return calling([&order, c](CommandCall& call) {
            order += c;
            call.proceed();
        });
    };
    const auto middle = noting('b');
    bus.add_interceptor(noting('a'));
    bus.add_interceptor(middle);
    bus.add_interceptor(noting('c'));
    EXPECT_TRUE(bus.remove_interceptor(middle));
    bus.dispatch(RecordCounterCommand{.name = "c"});
    EXPECT_EQ(order, "ac");
}

TEST_F(InterceptorTest, IsFreedAtOnceWhenNoCallIsRunning) {
    auto interceptor = calling([](CommandCall& call) { call.proceed(); });
    const std::weak_ptr<CommandInterceptor> watched = interceptor;
    bus.add_interceptor(interceptor);
    bus.dispatch(RecordCounterCommand{.name = "c"});
    bus.remove_interceptor(interceptor);
    interceptor.reset();
    EXPECT_TRUE(watched.expired());
}

TEST_F(InterceptorTest, MayRemoveItself) {
    std::shared_ptr<CommandInterceptor> once;
    int calls = 0;
    once = calling([this, &once, &calls](CommandCall& call) {
        ++calls;
        bus.remove_interceptor(once);
        once.reset();
        call.proceed();
    });
    bus.add_interceptor(once);
    bus.dispatch(RecordCounterCommand{.name = "c"});
    bus.dispatch(RecordCounterCommand{.name = "c"});
    EXPECT_EQ(calls, 1);
    EXPECT_EQ(handler.handled, 2U);
}

TEST_F(InterceptorTest, ThatIsNullIsIgnored) {
    bus.add_interceptor(nullptr);
    bus.dispatch(RecordCounterCommand{.name = "c"});
    EXPECT_EQ(handler.handled, 1U);
}

}  // namespace
}  // namespace telemetryflow
