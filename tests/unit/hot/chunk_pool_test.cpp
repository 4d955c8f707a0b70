#include "hot/chunk_pool.hpp"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "hot/staging_writer.hpp"

namespace telemetryflow::hot {
namespace {

constexpr std::size_t kMany = 64 * ChunkPool::kChunkBytes;

std::vector<std::uint32_t> in_use(const ChunkPool& pool, SignalType signal) {
    std::vector<std::uint32_t> chunks;
    pool.in_use(signal, chunks);
    return chunks;
}

TEST(ChunkPoolTest, GivesOutEveryChunkOnceAndThenNone) {
    ChunkPool pool(kMany);
    std::vector<std::uint32_t> taken;
    for (int i = 0; i < 64; ++i)
        taken.push_back(pool.take(SignalType::Logs, 100));
    std::sort(taken.begin(), taken.end());
    EXPECT_EQ(std::unique(taken.begin(), taken.end()), taken.end());
    EXPECT_EQ(taken.back(), 63U);
    EXPECT_EQ(pool.take(SignalType::Logs, 100), ChunkPool::kNone);
    EXPECT_EQ(pool.used_bytes(), pool.capacity_bytes());
    EXPECT_TRUE(pool.is_full());
    pool.detach(17);
    pool.release(17);
    EXPECT_EQ(pool.take(SignalType::Traces, 100), 17U);
}

TEST(ChunkPoolTest, HasThreadsShareWhenMostOfItIsTaken) {
    ChunkPool pool(kMany);
    for (int i = 0; i < 48; ++i)
        ASSERT_NE(pool.take(SignalType::Logs, 100), ChunkPool::kNone);
    EXPECT_FALSE(pool.should_share(false));
    ASSERT_NE(pool.take(SignalType::Logs, 100), ChunkPool::kNone);
    EXPECT_TRUE(pool.should_share(false));
    EXPECT_FALSE(pool.should_share(true)) << "it leaves nothing empty";
    ASSERT_TRUE(pool.may_own(8));
    EXPECT_FALSE(pool.should_share(true));
    ASSERT_TRUE(pool.may_own(1));
    EXPECT_TRUE(pool.should_share(true)) << "threads own more than an eighth";
}

TEST(ChunkPoolTest, FindsNoChunkWithoutTheOneThatItsThreadHadBefore) {
    // While a thread takes one after the other, every look finds all up to some one.
    constexpr std::uint32_t kChunks = 4096;
    ChunkPool pool(kChunks * ChunkPool::kChunkBytes);
    for (std::uint32_t round = 0; round < 20 && !HasFailure(); ++round) {
        std::atomic<bool> all_taken{false};
        std::thread taker([&] {
            while (pool.take(SignalType::Logs, 100) != ChunkPool::kNone) {
            }
            all_taken.store(true);
        });
        while (!all_taken.load()) {
            const std::vector<std::uint32_t> found = in_use(pool, SignalType::Logs);
            if (found.empty()) continue;
            const std::uint64_t first = pool.use(found.front()).sequence.load();
            EXPECT_EQ(first, 1 + std::uint64_t{round} * kChunks);
            EXPECT_EQ(pool.use(found.back()).sequence.load() - first + 1, found.size());
        }
        taker.join();
        EXPECT_EQ(in_use(pool, SignalType::Logs).size(), kChunks);
        for (std::uint32_t chunk = 0; chunk < kChunks; ++chunk) {
            pool.detach(chunk);
            pool.release(chunk);
        }
    }
}

TEST(ChunkPoolTest, RoundsItsSizeUpToWholeChunks) {
    EXPECT_EQ(ChunkPool(1).capacity_bytes(), ChunkPool::kChunkBytes);
    ChunkPool pool(65 * ChunkPool::kChunkBytes + 1);
    EXPECT_EQ(pool.capacity_bytes(), 66 * ChunkPool::kChunkBytes);
    int taken = 0;
    while (pool.take(SignalType::Logs, 1) != ChunkPool::kNone)
        ++taken;
    EXPECT_EQ(taken, 66);
}

TEST(ChunkPoolTest, TakesNeighboursForALargeRecord) {
    ChunkPool pool(kMany);
    const std::uint32_t large = pool.take(SignalType::Logs, ChunkPool::kMaxRecordBytes);
    ASSERT_NE(large, ChunkPool::kNone);
    EXPECT_GE(pool.header(large).capacity, framed_size(ChunkPool::kMaxRecordBytes));
    EXPECT_EQ(pool.used_bytes(), 33 * ChunkPool::kChunkBytes);
    EXPECT_EQ(pool.take(SignalType::Logs, ChunkPool::kMaxRecordBytes), ChunkPool::kNone);
    pool.release(large);
    EXPECT_EQ(pool.used_bytes(), 0U);
    EXPECT_NE(pool.take(SignalType::Logs, ChunkPool::kMaxRecordBytes), ChunkPool::kNone);
}

TEST(ChunkPoolTest, ListsTheChunksOfASignalOldestFirst) {
    ChunkPool pool(kMany);
    const std::uint32_t first = pool.take(SignalType::Logs, 1);
    const std::uint32_t other = pool.take(SignalType::Traces, 1);
    const std::uint32_t second = pool.take(SignalType::Logs, 1);
    pool.release(first);
    const std::uint32_t third = pool.take(SignalType::Logs, 1);
    EXPECT_EQ(third, first) << "the test needs a low index to come back with a late sequence";
    EXPECT_EQ(in_use(pool, SignalType::Logs), (std::vector<std::uint32_t>{second, third}));
    EXPECT_EQ(in_use(pool, SignalType::Traces), std::vector<std::uint32_t>{other});
}

TEST(ChunkPoolTest, CountsWhatIsCommittedAndNotSettled) {
    ChunkPool pool(kMany);
    StagingWriter writer;
    ASSERT_TRUE(writer.take_chunk(pool, SignalType::Logs, 8));
    for (int i = 0; i < 5; ++i) {
        ASSERT_NE(writer.reserve(8), nullptr);
        writer.commit(8);
    }
    EXPECT_EQ(pool.unsettled_records(SignalType::Logs), 5U);
    pool.use(in_use(pool, SignalType::Logs)[0]).settled = 3;
    EXPECT_EQ(pool.unsettled_records(SignalType::Logs), 2U);
    EXPECT_EQ(pool.unsettled_records(SignalType::Traces), 0U);
    pool.give_back_memory();
    EXPECT_EQ(pool.unsettled_records(SignalType::Logs), 2U);
}

TEST(ChunkPoolTest, LetsAWriterFillAChunkToItsEndAndNoFurther) {
    ChunkPool pool(kMany);
    StagingWriter writer;
    EXPECT_EQ(writer.reserve(0), nullptr);
    ASSERT_TRUE(writer.take_chunk(pool, SignalType::Logs, 1));
    const std::size_t room = ChunkPool::kChunkBytes - sizeof(ChunkHeader) - sizeof(RecordHeader);
    EXPECT_EQ(writer.reserve(room + 1), nullptr);
    ASSERT_NE(writer.reserve(room), nullptr);
    writer.commit(room);
    EXPECT_EQ(writer.reserve(0), nullptr);
    writer.detach(pool);
    EXPECT_FALSE(writer.has_chunk());
    EXPECT_TRUE(pool.use(in_use(pool, SignalType::Logs)[0]).detached);
}

}  // namespace
}  // namespace telemetryflow::hot
