// One of each for a process, whoever comes first, and whenever it is forked.

#include "process/made_once.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <new>
#include <set>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "support/forked_child.hpp"

namespace telemetryflow::process {
namespace {

struct Counted {
    Counted() { alive.fetch_add(1); }
    ~Counted() { alive.fetch_sub(1); }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;

    static inline std::atomic<int> alive{0};
};

TEST(MadeOnceTest, ThreadsThatComeAtOnceGetTheSame) {
    static constinit MadeOnce<Counted> once;
    constexpr int kThreads = 8;
    std::atomic<int> makers{0};
    std::vector<Counted*> got(kThreads);
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) {
        threads.emplace_back([&, i] {
            got[static_cast<std::size_t>(i)] = &once.get([&] {
                // All of them make one before any has it.
                makers.fetch_add(1);
                while (makers.load() < kThreads)
                    std::this_thread::yield();
                return std::make_unique<Counted>();
            });
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(std::set<Counted*>(got.begin(), got.end()).size(), 1U);
    EXPECT_EQ(Counted::alive.load(), 1) << "the others' are gone";
    EXPECT_EQ(&once.get(), got.front());
}

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
