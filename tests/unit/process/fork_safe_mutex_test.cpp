// A lock that a fork holds: the child finds it free, and what it guards whole.

#include "process/fork_safe_mutex.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <new>
#include <thread>

#include <gtest/gtest.h>

#include "support/forked_child.hpp"

namespace telemetryflow::process {
namespace {

using namespace std::chrono_literals;

TEST(ForkSafeMutexTest, AForkWaitsUntilWhatIsGuardedIsWhole) {
    ForkSafeMutex mutex;
    int first = 0;
    int second = 0;
    std::atomic<bool> is_changing{false};
    std::thread changes([&] {
        const std::lock_guard lock(mutex);
        first = 1;
        is_changing.store(true);
        std::this_thread::sleep_for(50ms);
        second = 1;
    });
    while (!is_changing.load())
        std::this_thread::yield();
    EXPECT_TRUE(test::holds_in_forked_child([&] {
        const std::lock_guard lock(mutex);
        return first == 1 && second == 1;
    }));
    changes.join();
    EXPECT_TRUE(mutex.try_lock()) << "and the parent's is free";
    mutex.unlock();
}

TEST(ForkSafeMutexTest, IsHeldAfterThoseUnderWhichItIsTaken) {
    // Made earlier, and taken first by every call: a fork that took them in the order of the others would wait for
    // ever.
    class Outer final : public ForkAware {
    public:
        Outer() { fork_watch::add(*this); }
        ~Outer() { fork_watch::remove(*this); }
        Outer(const Outer&) = delete;
        Outer& operator=(const Outer&) = delete;

        void before_fork() noexcept override { mutex.lock(); }
        void after_fork_in_parent() noexcept override { mutex.unlock(); }
        void after_fork_in_child() noexcept override { mutex.unlock(); }

        std::mutex mutex;
    };
    Outer outer;
    ForkSafeMutex inner;
    std::atomic<bool> is_over{false};
    std::thread calls([&] {
        while (!is_over.load()) {
            const std::lock_guard lock(outer.mutex);
            const std::lock_guard further(inner);
            std::this_thread::yield();
        }
    });
    for (int i = 0; i < 50; ++i)
        EXPECT_TRUE(test::holds_in_forked_child([&] { return inner.try_lock(); })) << i;
    is_over.store(true);
    calls.join();
}

TEST(ForkSafeMutexTest, OneThatIsGoneIsNotTaken) {
    alignas(ForkSafeMutex) std::array<std::byte, sizeof(ForkSafeMutex)> place{};
    std::destroy_at(new (place.data()) ForkSafeMutex);
    place.fill(std::byte{0xFF});
    EXPECT_TRUE(test::holds_in_forked_child([] { return true; }));
}

}  // namespace
}  // namespace telemetryflow::process
