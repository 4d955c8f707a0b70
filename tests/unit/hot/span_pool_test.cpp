#include "hot/span_pool.hpp"

#include <set>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "hot/spin_lock.hpp"

namespace telemetryflow::hot {
namespace {

void fill(ByteBuffer& buffer, std::size_t size) {
    ASSERT_TRUE(buffer.ensure(size));
    buffer.set_end(buffer.end() + size);
}

TEST(SpanPoolTest, GivesAReleasedStateOutAgainLastFirst) {
    SpanPool pool;
    SpanState* first = pool.acquire();
    SpanState* second = pool.acquire();
    EXPECT_NE(first, second);
    pool.release(first);
    pool.release(second);
    EXPECT_EQ(pool.acquire(), second);
    EXPECT_EQ(pool.acquire(), first);
    pool.release(first);
    pool.release(second);
}

TEST(SpanPoolTest, GivesAStateOutAsNew) {
    SpanPool pool;
    SpanState* state = pool.acquire();
    state->recording = true;
    for (ByteBuffer* buffer : {&state->head, &state->events, &state->links, &state->status_message})
        fill(*buffer, 100);
    state->attribute_progress = {3, 4, 5};
    state->event_count = state->dropped_events = state->link_count = state->dropped_links = 9;
    state->status = SpanStatus::Error;
    state->is_attached = state->context.is_remote = true;
    pool.release(state);

    SpanState* again = pool.acquire();
    ASSERT_EQ(again, state);
    for (ByteBuffer* buffer : {&again->head, &again->events, &again->links, &again->status_message}) {
        EXPECT_TRUE(buffer->empty());
        EXPECT_GE(buffer->capacity(), 100U) << "steady use must not allocate";
    }
    EXPECT_EQ(again->attribute_progress.count, 0U);
    EXPECT_EQ(again->attribute_progress.dropped, 0U);
    EXPECT_EQ(again->attribute_progress.key_shapes, 0U);
    EXPECT_EQ(again->event_count + again->dropped_events + again->link_count + again->dropped_links, 0U);
    EXPECT_EQ(again->status, SpanStatus::Unset);
    EXPECT_FALSE(again->is_attached);
    EXPECT_FALSE(again->context.is_remote) << "a span of this process";
    pool.release(again);
}

TEST(SpanPoolTest, GivesBackTheMemoryOfBuffersThatGrewOutOfTheOrdinary) {
    SpanPool pool;
    SpanState* state = pool.acquire();
    state->recording = true;
    fill(state->events, 16U << 10U);
    fill(state->links, (16U << 10U) + 1);
    state->event_count = state->link_count = 1;
    pool.release(state);
    SpanState* again = pool.acquire();
    EXPECT_EQ(again->events.capacity(), 16U << 10U);
    EXPECT_EQ(again->links.capacity(), 0U);
    pool.release(again);
}

TEST(SpanPoolTest, KeepsABoundedNumberOfSpares) {
    SpanPool pool;
    std::vector<SpanState*> states;
    for (int i = 0; i < 100; ++i)
        states.push_back(pool.acquire());
    EXPECT_EQ(std::set<SpanState*>(states.begin(), states.end()).size(), states.size());
    for (SpanState* state : states) {
        fill(state->head, 10);
        pool.release(state);
    }
    // A spare is known by the memory that its buffer kept.
    std::vector<SpanState*> again;
    int spares = 0;
    for (int i = 0; i < 100; ++i) {
        again.push_back(pool.acquire());
        if (again.back()->head.capacity() != 0) ++spares;
    }
    EXPECT_EQ(spares, 64);
    for (SpanState* state : again)
        pool.release(state);
}

TEST(SpanPoolTest, TakesInTheStateOfAnotherThreadsPool) {
    SpanPool one;
    SpanPool other;
    SpanState* state = one.acquire();
    other.release(state);
    SpanState* fresh = one.acquire();
    EXPECT_NE(fresh, state);
    EXPECT_EQ(other.acquire(), state);
    one.release(fresh);
    one.release(state);
}

TEST(SpinLockTest, LetsOneThreadInAtATime) {
    SpinLock lock;
    int inside = 0;  // not atomic: the lock has to order it
    std::uint64_t sum = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 20'000; ++i) {
                lock.lock();
                EXPECT_EQ(++inside, 1);
                ++sum;
                --inside;
                lock.unlock();
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(sum, 80'000U);
}

TEST(SpinLockTest, HoldsOthersUntilItIsReleased) {
    SpinLock lock;
    lock.lock();
    std::atomic<bool> started{false};
    std::atomic<bool> released{false};
    std::thread other([&] {
        started = true;
        lock.lock();
        EXPECT_TRUE(released) << "entered while the lock was held";
        lock.unlock();
    });
    while (!started)
        std::this_thread::yield();
    released = true;
    lock.unlock();
    other.join();
}

}  // namespace
}  // namespace telemetryflow::hot
