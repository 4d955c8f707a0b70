// One of each for a process, whenever it is forked.

#include "process/made_once.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <new>
#include <thread>

#include <gtest/gtest.h>

#include "support/forked_child.hpp"

namespace telemetryflow::process {
namespace {

TEST(MadeOnceTest, AForkedChildDoesNotWaitForAThreadThatWasMakingIt) {
    static constinit MadeOnce<int> once;
    std::atomic<bool> is_making{false};
    std::atomic<bool> may_end{false};
    std::thread maker([&] {
        once.get([&] {
            is_making.store(true);
            while (!may_end.load())
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            return std::make_unique<int>(1);
        });
    });
    while (!is_making.load())
        std::this_thread::yield();
    EXPECT_TRUE(test::holds_in_forked_child([] { return once.get([] { return std::make_unique<int>(2); }) == 2; }));
    may_end.store(true);
    maker.join();
    EXPECT_EQ(once.get(), 1);
}

TEST(MadeOnceTest, WhatThrowsIsMadeByTheNext) {
    static constinit MadeOnce<int> once;
    EXPECT_THROW(once.get([]() -> std::unique_ptr<int> { throw std::bad_alloc(); }), std::bad_alloc);
    EXPECT_EQ(once.get([] { return std::make_unique<int>(3); }), 3);
}

}  // namespace
}  // namespace telemetryflow::process
