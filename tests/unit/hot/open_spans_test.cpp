#include "hot/open_spans.hpp"

#include <algorithm>
#include <memory>
#include <mutex>
#include <thread>

#include <gtest/gtest.h>

namespace telemetryflow::hot {
namespace {

// Bytes 0 and 1 choose shard and bucket, so that equal ones share a chain.
SpanId id_of(std::uint8_t shard, std::uint8_t bucket, std::uint8_t last) {
    return {{shard, bucket, 0, 0, 0, 0, 0, last}};
}

std::unique_ptr<SpanState> span_with(SpanId id) {
    auto state = std::make_unique<SpanState>();
    state->context.span_id = id;
    return state;
}

TEST(OpenSpansTest, GivesBackWhatWasInsertedAndOnlyOnce) {
    OpenSpans open(10);
    const auto span = span_with(id_of(1, 2, 3));
    EXPECT_EQ(open.take(id_of(1, 2, 3)), nullptr);
    ASSERT_TRUE(open.insert(id_of(1, 2, 3), span.get()));
    EXPECT_EQ(open.size(), 1U);
    EXPECT_EQ(open.take(id_of(1, 2, 4)), nullptr);
    EXPECT_EQ(open.take(id_of(2, 2, 3)), nullptr);
    EXPECT_EQ(open.take(id_of(1, 3, 3)), nullptr);
    EXPECT_EQ(open.size(), 1U) << "an id that is not open must not be counted as taken";
    EXPECT_EQ(open.take(id_of(1, 2, 3)), span.get());
    EXPECT_EQ(open.take(id_of(1, 2, 3)), nullptr);
    EXPECT_EQ(open.size(), 0U);
}

TEST(OpenSpansTest, LetsASpanBeUsedWhileItStaysOpen) {
    OpenSpans open(10);
    const auto span = span_with(id_of(9, 9, 9));
    ASSERT_TRUE(open.insert(id_of(9, 9, 9), span.get()));
    EXPECT_TRUE(open.with(id_of(9, 9, 9), [](SpanState& state) { state.event_count = 7; }));
    EXPECT_EQ(span->event_count, 7U);
    EXPECT_FALSE(open.with(id_of(9, 9, 8), [](SpanState&) { FAIL() << "no such span is open"; }));
    EXPECT_EQ(open.take(id_of(9, 9, 9)), span.get());
    EXPECT_FALSE(open.with(id_of(9, 9, 9), [](SpanState&) { FAIL() << "the span was taken"; }));
}

TEST(OpenSpansTest, RefusesWhatIsOverTheLimitUntilOneIsTaken) {
    OpenSpans open(2);
    const auto first = span_with(id_of(1, 1, 1));
    const auto second = span_with(id_of(2, 2, 2));
    const auto third = span_with(id_of(3, 3, 3));
    EXPECT_TRUE(open.insert(id_of(1, 1, 1), first.get()));
    EXPECT_TRUE(open.insert(id_of(2, 2, 2), second.get()));
    EXPECT_FALSE(open.insert(id_of(3, 3, 3), third.get()));
    EXPECT_EQ(open.size(), 2U);
    EXPECT_EQ(open.take(id_of(3, 3, 3)), nullptr);
    EXPECT_EQ(open.take(id_of(1, 1, 1)), first.get());
    EXPECT_TRUE(open.insert(id_of(3, 3, 3), third.get()));
    EXPECT_EQ(open.take(id_of(3, 3, 3)), third.get());
}

TEST(OpenSpansTest, AcceptsNothingWithALimitOfZero) {
    OpenSpans open(0);
    const auto span = span_with(id_of(1, 1, 1));
    EXPECT_FALSE(open.insert(id_of(1, 1, 1), span.get()));
    EXPECT_EQ(open.size(), 0U);
    EXPECT_TRUE(open.take_all().empty());
}

TEST(OpenSpansTest, TakesFromEveryPlaceOfAChain) {
    constexpr std::uint8_t kLength = 5;
    for (std::uint8_t taken = 0; taken < kLength; ++taken) {
        OpenSpans open(100);
        std::vector<std::unique_ptr<SpanState>> spans;
        for (std::uint8_t i = 0; i < kLength; ++i) {
            spans.push_back(span_with(id_of(4, 4, i)));
            ASSERT_TRUE(open.insert(id_of(4, 4, i), spans.back().get()));
        }
        EXPECT_EQ(open.take(id_of(4, 4, taken)), spans[taken].get());
        for (std::uint8_t i = 0; i < kLength; ++i) {
            EXPECT_EQ(open.with(id_of(4, 4, i), [](SpanState&) {}), i != taken) << int{taken} << ' ' << int{i};
        }
        // One that comes back goes to the end and must not bring its old chain along.
        ASSERT_TRUE(open.insert(id_of(4, 4, taken), spans[taken].get()));
        EXPECT_EQ(spans[taken]->next_open, nullptr);
        EXPECT_EQ(open.take_all().size(), kLength);
    }
}

TEST(OpenSpansTest, KeepsShardsThatShareABucketNumberApart) {
    OpenSpans open(1000);
    std::vector<std::unique_ptr<SpanState>> spans;
    for (int shard = 0; shard < 32; ++shard) {  // 16 shards: two ids each
        const SpanId id = id_of(static_cast<std::uint8_t>(shard), 7, 1);
        spans.push_back(span_with(id));
        ASSERT_TRUE(open.insert(id, spans.back().get()));
    }
    for (int shard = 31; shard >= 0; --shard)
        EXPECT_EQ(open.take(id_of(static_cast<std::uint8_t>(shard), 7, 1)),
                  spans[static_cast<std::size_t>(shard)].get());
    EXPECT_EQ(open.size(), 0U);
}

TEST(OpenSpansTest, TakesAllSpansOutOfAllChains) {
    OpenSpans open(1000);
    std::vector<std::unique_ptr<SpanState>> spans;
    std::vector<SpanState*> expected;
    for (int i = 0; i < 300; ++i) {
        const SpanId id = id_of(static_cast<std::uint8_t>(i % 20), static_cast<std::uint8_t>(i % 3),
                                static_cast<std::uint8_t>(i / 2));
        spans.push_back(span_with(id));
        expected.push_back(spans.back().get());
        ASSERT_TRUE(open.insert(id, spans.back().get()));
    }
    std::vector<SpanState*> all = open.take_all();
    std::sort(all.begin(), all.end());
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(all, expected);
    EXPECT_EQ(open.size(), 0U);
    EXPECT_TRUE(open.take_all().empty());
}

TEST(OpenSpansTest, CanBeUsedAgainAfterAllLocksWereHeld) {
    OpenSpans open(10);
    const auto span = span_with(id_of(5, 5, 5));
    open.lock_all();
    std::atomic<bool> inserted{false};
    std::thread waiting([&] {
        EXPECT_TRUE(open.insert(id_of(5, 5, 5), span.get()));
        inserted = true;
    });
    EXPECT_FALSE(inserted);
    open.unlock_all();
    waiting.join();
    EXPECT_EQ(open.take(id_of(5, 5, 5)), span.get());
}

TEST(OpenSpansTest, GivesEverySpanToOneTakerOnly) {
    constexpr int kThreads = 4;
    constexpr int kSpans = 2000;
    OpenSpans open(kSpans);
    std::vector<std::unique_ptr<SpanState>> spans;
    for (int i = 0; i < kSpans; ++i) {
        spans.push_back(span_with(id_of(static_cast<std::uint8_t>(i % 4), static_cast<std::uint8_t>(i % 5),
                                        static_cast<std::uint8_t>(i / 8))));
        spans.back()->context.span_id.bytes[2] = static_cast<std::uint8_t>(i % 256);
        spans.back()->context.span_id.bytes[3] = static_cast<std::uint8_t>(i / 256);
    }
    std::atomic<int> taken{0};
    std::atomic<int> inserted{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
            for (int i = t; i < kSpans; i += kThreads) {
                SpanState* state = spans[static_cast<std::size_t>(i)].get();
                if (open.insert(state->context.span_id, state)) ++inserted;
            }
            // All threads try to take all spans.
            for (const auto& span : spans) {
                if (SpanState* state = open.take(span->context.span_id)) {
                    EXPECT_EQ(state, span.get());
                    ++taken;
                }
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(inserted, kSpans);
    EXPECT_EQ(taken + static_cast<int>(open.take_all().size()), kSpans);
    EXPECT_EQ(open.size(), 0U);
}

TEST(OpenSpansTest, NeverHoldsMoreThanItsLimitWithManyThreads) {
    constexpr std::uint32_t kLimit = 50;
    OpenSpans open(kLimit);
    std::vector<std::unique_ptr<SpanState>> spans(400);
    for (std::size_t i = 0; i < spans.size(); ++i)
        spans[i] = span_with({{static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i / 256), 1}});
    std::atomic<std::uint32_t> inserted{0};
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (std::size_t i = t; i < spans.size(); i += 4)
                inserted += open.insert(spans[i]->context.span_id, spans[i].get()) ? 1U : 0U;
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(inserted, kLimit);
    EXPECT_EQ(open.take_all().size(), kLimit);
}

}  // namespace
}  // namespace telemetryflow::hot
