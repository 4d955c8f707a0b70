#include <atomic>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "telemetryflow/application/command_bus.hpp"
#include "telemetryflow/domain/errors.hpp"

namespace telemetryflow {
namespace {

constexpr int kThreads = 4;
constexpr int kRounds = 3000;

struct CountingHandler {
    std::atomic<int> handled{0};
    void handle(const RecordCounterCommand&) { handled.fetch_add(1, std::memory_order_relaxed); }
};

struct UserCommand {
    static constexpr std::string_view kName = "UserCommand";
    using Result = int;
    int value = 0;
};

// Its state tells use after destruction: a sanitizer sees the read, a plain build a wrong number.
class CountingInterceptor final : public CommandInterceptor {
public:
    explicit CountingInterceptor(std::atomic<int>& calls) : calls_(calls) {}
    ~CountingInterceptor() override { alive_.reset(); }
    void intercept(CommandCall& call) override {
        calls_.fetch_add(*alive_, std::memory_order_relaxed);
        call.proceed();
    }

private:
    std::atomic<int>& calls_;
    std::unique_ptr<int> alive_ = std::make_unique<int>(1);
};

template <class Work>
void on_all_threads(Work work) {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i)
        threads.emplace_back(work);
}

TEST(BusConcurrencyTest, LosesNoCommandWhileInterceptorsComeAndGo) {
    CountingHandler handler;
    BasicCommandBus<CountingHandler> bus(handler);
    std::atomic<int> calls{0};
    std::atomic<bool> stop{false};
    {
        const std::jthread changer([&] {
            while (!stop) {
                const auto first = std::make_shared<CountingInterceptor>(calls);
                const auto second = std::make_shared<CountingInterceptor>(calls);
                bus.add_interceptor(first);
                bus.add_interceptor(second);
                EXPECT_TRUE(bus.remove_interceptor(first));
                EXPECT_TRUE(bus.remove_interceptor(second));
            }
        });
        on_all_threads([&bus] {
            for (int i = 0; i < kRounds; ++i)
                bus.dispatch(RecordCounterCommand{.name = "c"});
        });
        stop = true;
    }
    EXPECT_EQ(handler.handled, kThreads * kRounds);
    EXPECT_EQ(bus.vetoed(), 0U);
    EXPECT_EQ(bus.interceptor_errors(), 0U);
}

TEST(BusConcurrencyTest, CallsAnInstalledInterceptorForEveryCommandOfEveryThread) {
    CountingHandler handler;
    BasicCommandBus<CountingHandler> bus(handler);
    std::atomic<int> calls{0};
    bus.add_interceptor(std::make_shared<CountingInterceptor>(calls));
    on_all_threads([&bus] {
        for (int i = 0; i < kRounds; ++i)
            bus.dispatch(RecordCounterCommand{.name = "c"});
    });
    EXPECT_EQ(calls, kThreads * kRounds);
    EXPECT_EQ(handler.handled, kThreads * kRounds);
}

TEST(BusConcurrencyTest, DispatchesUserCommandsWhileTheirHandlersChange) {
    CountingHandler handler;
    BasicCommandBus<CountingHandler> bus(handler);
    std::atomic<int> answered{0};
    std::atomic<int> refused{0};
    std::atomic<bool> stop{false};
    {
        const std::jthread changer([&] {
            for (int factor = 1; !stop; ++factor) {
                const auto captured = std::make_shared<int>(factor);
                bus.register_handler<UserCommand>(
                    [captured](const UserCommand& command) { return command.value * *captured / *captured; });
                if (factor % 3 == 0) bus.unregister_handler<UserCommand>();
            }
        });
        on_all_threads([&] {
            for (int i = 1; i <= kRounds; ++i) {
                try {
                    EXPECT_EQ(bus.dispatch(UserCommand{i % 100}), i % 100);
                    answered.fetch_add(1, std::memory_order_relaxed);
                } catch (const TelemetryFlowError& error) {
                    EXPECT_EQ(error.code(), ErrorCode::NoHandler);
                    refused.fetch_add(1, std::memory_order_relaxed);
                }
            }
        });
        stop = true;
    }
    EXPECT_EQ(answered + refused, kThreads * kRounds);
}

}  // namespace
}  // namespace telemetryflow
