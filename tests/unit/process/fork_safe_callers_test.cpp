// What a bus looks up under a lock is there for a forked child too, though a thread of its parent's was changing it.

#include <atomic>
#include <memory>
#include <string_view>
#include <thread>

#include <gtest/gtest.h>

#include "telemetryflow/application/handler_registry.hpp"
#include "telemetryflow/application/interceptor_chain.hpp"

#include "support/forked_child.hpp"

namespace telemetryflow {
namespace {

struct Greet {
    static constexpr std::string_view kName = "Greet";
    using Result = int;
};

// Forks again and again while another thread calls `change()` without a pause.
template <class Change, class Use>
void fork_while(Change&& change, Use&& use) {
    std::atomic<bool> is_over{false};
    std::thread changes([&] {
        while (!is_over.load())
            change();
    });
    for (int i = 0; i < 100 && !::testing::Test::HasFailure(); ++i)
        EXPECT_TRUE(test::holds_in_forked_child(use)) << i;
    is_over.store(true);
    changes.join();
}

TEST(ForkedChildTest, CallsHandlersThatAThreadOfItsParentsWasSetting) {
    HandlerRegistry handlers;
    handlers.set<Greet>([](const Greet&) { return 1; });
    fork_while([&] { handlers.set<Greet>([](const Greet&) { return 1; }); },
               [&] { return handlers.call(Greet{}) == 1; });
}

TEST(ForkedChildTest, AddsInterceptorsThoughAThreadOfItsParentsWasAdding) {
    class Passing final : public Interceptor {
    public:
        void intercept(MessageCall& call) override { call.proceed(); }
    };
    InterceptorChain chain;
    const auto interceptor = std::make_shared<Passing>();
    fork_while(
        [&] {
            chain.add(interceptor);
            chain.remove(interceptor);
        },
        [&] {
            chain.add(interceptor);
            return !chain.empty();
        });
}

}  // namespace
}  // namespace telemetryflow
