// One of each for a process, whoever comes first.

#include <atomic>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "process/made_once.hpp"

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

}  // namespace
}  // namespace telemetryflow::process
