// OverflowPolicy::DropOldest in the staging region: which chunks are given up, and which are not.

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "hot/chunk_pool.hpp"
#include "hot/staging_writer.hpp"

namespace telemetryflow::hot {
namespace {

constexpr std::size_t kMany = 64 * ChunkPool::kChunkBytes;

class ChunkDiscardTest : public ::testing::Test {
protected:
    // A chunk with so many records; its index.
    std::uint32_t take(int records, bool let_go = true, SignalType signal = SignalType::Logs) {
        StagingWriter writer;
        EXPECT_TRUE(writer.take_chunk(pool_, signal, 8));
        for (int i = 0; i < records; ++i) {
            EXPECT_NE(writer.reserve(8), nullptr);
            writer.commit(8);
        }
        std::vector<std::uint32_t> chunks;
        pool_.in_use(signal, chunks);
        if (let_go) writer.detach(pool_);
        return chunks.back();
    }
    std::uint64_t sequence(std::uint32_t index) { return pool_.use(index).sequence; }
    std::uint64_t lost(SignalType signal = SignalType::Logs) const { return drops_.get(signal, DropReason::QueueFull); }

    ChunkPool pool_{kMany};
    DropCounts drops_;
};

TEST_F(ChunkDiscardTest, FindsNothingInAnEmptyRegion) {
    EXPECT_FALSE(pool_.discard_oldest(drops_));
    EXPECT_EQ(lost(), 0U);
}

TEST_F(ChunkDiscardTest, GivesUpTheOldestAndCountsItsRecords) {
    const std::uint32_t oldest = take(3, true, SignalType::Traces);
    const std::uint32_t next = take(5);
    const std::uint64_t sequence_of_oldest = sequence(oldest);
    EXPECT_TRUE(pool_.discard_oldest(drops_));
    EXPECT_EQ(lost(SignalType::Traces), 3U);
    EXPECT_EQ(lost(), 0U);
    EXPECT_FALSE(pool_.is_same(oldest, sequence_of_oldest));
    EXPECT_TRUE(pool_.is_same(next, sequence(next)));
    EXPECT_EQ(pool_.used_bytes(), ChunkPool::kChunkBytes);
    EXPECT_TRUE(pool_.discard_oldest(drops_));
    EXPECT_EQ(lost(), 5U);
    EXPECT_EQ(pool_.used_bytes(), 0U);
}

TEST_F(ChunkDiscardTest, GoesByAgeAlsoWherePlacesAreUsedAgain) {
    const std::uint32_t first = take(1);
    const std::uint32_t second = take(2);
    pool_.release(first);
    const std::uint32_t third = take(4);
    ASSERT_EQ(third, first) << "the place is used again";
    EXPECT_TRUE(pool_.discard_oldest(drops_));
    EXPECT_EQ(lost(), 2U);
    EXPECT_FALSE(pool_.use(second).active);
    EXPECT_TRUE(pool_.use(third).active);
}

TEST_F(ChunkDiscardTest, LeavesWhatSomebodyStillWritesTo) {
    take(3, false);
    EXPECT_FALSE(pool_.discard_oldest(drops_));
    take(2);
    EXPECT_TRUE(pool_.discard_oldest(drops_));
    EXPECT_EQ(lost(), 2U);
}

TEST_F(ChunkDiscardTest, LeavesWhatTheWorkerHolds) {
    const std::uint32_t held = take(3);
    ASSERT_TRUE(pool_.hold(held, sequence(held)));
    EXPECT_FALSE(pool_.discard_oldest(drops_));
    pool_.let_go(held);
    EXPECT_TRUE(pool_.discard_oldest(drops_));
    EXPECT_EQ(lost(), 3U);
}

TEST_F(ChunkDiscardTest, CountsOnlyWhatWasNotSettled) {
    const std::uint32_t chunk = take(10);
    pool_.use(chunk).settled = 7;
    EXPECT_TRUE(pool_.discard_oldest(drops_));
    EXPECT_EQ(lost(), 3U);
}

TEST_F(ChunkDiscardTest, ADiscardedChunkCannotBeHeld) {
    const std::uint32_t chunk = take(1);
    const std::uint64_t before = sequence(chunk);
    EXPECT_TRUE(pool_.discard_oldest(drops_));
    EXPECT_FALSE(pool_.hold(chunk, before));
    const std::uint32_t again = take(2);
    ASSERT_EQ(again, chunk);
    EXPECT_FALSE(pool_.hold(chunk, before)) << "it is another one now";
    EXPECT_TRUE(pool_.hold(chunk, sequence(chunk)));
    EXPECT_TRUE(pool_.hold(chunk, sequence(chunk))) << "whoever holds it may ask again";
    pool_.release(chunk);
    EXPECT_FALSE(pool_.hold(chunk, sequence(chunk)));
}

TEST_F(ChunkDiscardTest, GivesUpASmallPartOfALargeRegionAtOnce) {
    ChunkPool large(1024 * ChunkPool::kChunkBytes);
    for (std::uint32_t index = large.take(SignalType::Logs, 1); index != ChunkPool::kNone;
         index = large.take(SignalType::Logs, 1))
        large.detach(index);
    EXPECT_TRUE(large.discard_oldest(drops_));
    EXPECT_EQ(large.capacity_bytes() - large.used_bytes(), 16 * ChunkPool::kChunkBytes);
    std::vector<std::uint32_t> left;
    large.in_use(SignalType::Logs, left);
    EXPECT_EQ(large.use(left.front()).sequence, 17U) << "the sixteen oldest are gone";
}

TEST_F(ChunkDiscardTest, FreesAllOfALargeRecordsRoom) {
    const std::uint32_t large = pool_.take(SignalType::Traces, 100'000);
    pool_.detach(large);
    EXPECT_TRUE(pool_.discard_oldest(drops_));
    EXPECT_EQ(pool_.used_bytes(), 0U);
    EXPECT_NE(pool_.take(SignalType::Logs, ChunkPool::kMaxRecordBytes), ChunkPool::kNone);
}

// One thread fills and discards, the other holds, settles and gives back as the worker does: every record is either
// lost or settled, and no chunk is freed twice.
TEST_F(ChunkDiscardTest, SharesTheRegionWithTheWorker) {
    constexpr int kChunks = 20'000;
    std::atomic<bool> done{false};
    std::uint64_t settled = 0;
    std::thread worker([&] {
        std::vector<std::uint32_t> chunks;
        for (bool last = false; !last;) {
            last = done;
            chunks.clear();
            pool_.in_use(SignalType::Logs, chunks);
            for (const std::uint32_t index : chunks) {
                const std::uint64_t life = sequence(index);
                if (!pool_.hold(index, life)) continue;
                if (!pool_.use(index).detached) {
                    pool_.let_go(index);
                    continue;
                }
                settled += Committed::from_word(pool_.header(index).committed).records;
                pool_.release(index);
            }
        }
    });
    std::uint64_t written = 0;
    for (int i = 0; i < kChunks; ++i) {
        StagingWriter writer;
        while (!writer.take_chunk(pool_, SignalType::Logs, 8))
            pool_.discard_oldest(drops_);
        for (int record = 0; record < 3; ++record) {
            ASSERT_NE(writer.reserve(8), nullptr);
            writer.commit(8);
            ++written;
        }
        writer.detach(pool_);
    }
    done = true;
    worker.join();
    EXPECT_EQ(settled + lost(), written);
    EXPECT_EQ(pool_.used_bytes(), 0U);
}

}  // namespace
}  // namespace telemetryflow::hot
