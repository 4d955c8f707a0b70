// Looking at a region whose chunks come and go: a chunk is seen in one use or not at all, and never within another.

#include "durability/chunk_walk.hpp"

#include <csignal>
#include <functional>
#include <vector>

#include <gtest/gtest.h>
#include <sys/mman.h>

#include "hot/chunk_pool.hpp"

namespace telemetryflow::durability {
namespace {

using hot::ChunkHeader;
using hot::ChunkPool;

constexpr std::size_t kPlaces = 8;
constexpr std::size_t kRegion = kPlaces * ChunkPool::kChunkBytes;
constexpr std::uint64_t kLie = 0x11E;

// Has the inside of a chunk look like chunks.
void fill_with_lies(ChunkPool& pool, std::uint32_t index) {
    for (std::uint32_t inner = 1; inner < pool.use(index).span; ++inner) {
        auto& lie = *reinterpret_cast<ChunkHeader*>(&pool.header(index + inner));
        lie.sequence.store(kLie);
        lie.capacity.store(ChunkPool::kChunkBytes - sizeof(ChunkHeader));
        lie.committed.store(hot::Committed{64, 1}.to_word());
        lie.magic.store(ChunkHeader::kMagic);
    }
}

class ChunkWalkTest : public testing::Test {
protected:
    [[nodiscard]] std::vector<std::size_t> places() const {
        std::vector<std::size_t> all;
        ChunkWalk walk({pool_.memory().data(), kRegion});
        while (const auto seen = walk.next())
            all.push_back(seen->index);
        return all;
    }

    ChunkPool pool_{kRegion};
};

TEST_F(ChunkWalkTest, FindsChunksAndNothingWithinThem) {
    EXPECT_EQ(places(), std::vector<std::size_t>{});
    EXPECT_EQ(pool_.take(SignalType::Logs, 100), 0U);
    const std::uint32_t run = pool_.take(SignalType::Traces, 3 * ChunkPool::kChunkBytes);
    fill_with_lies(pool_, run);
    EXPECT_EQ(pool_.take(SignalType::Logs, 100), run + 4);
    EXPECT_EQ(places(), (std::vector<std::size_t>{0, run, run + 4}));
    pool_.release(run);
    EXPECT_EQ(places(), (std::vector<std::size_t>{0, run + 4}));
}

TEST_F(ChunkWalkTest, SaysWhatTheChunkIs) {
    const std::uint32_t index = pool_.take(SignalType::Traces, 2 * ChunkPool::kChunkBytes);
    pool_.header(index).committed.store(hot::Committed{120, 3}.to_word());
    pool_.header(index).settled.store(2);
    ChunkWalk walk({pool_.memory().data(), kRegion});
    const auto seen = walk.next();
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->sequence, pool_.header(index).sequence);
    EXPECT_EQ(seen->chunks, 3U);
    EXPECT_EQ(seen->signal, static_cast<std::uint8_t>(SignalType::Traces));
    EXPECT_EQ(seen->settled, 2U);
    EXPECT_EQ(seen->committed.records, 3U);
    EXPECT_TRUE(ChunkWalk::is_same(pool_.header(index), seen->sequence));
    pool_.release(index);
    EXPECT_FALSE(ChunkWalk::is_same(pool_.header(index), seen->sequence));
}

// Does something the moment that somebody looks at a place.
class WhenLookedAt {
public:
    WhenLookedAt(char* place, std::function<void()> act) : place_(place), act_(std::move(act)) {
        self_ = this;
        struct sigaction action {};
        action.sa_handler = [](int) {
            ::mprotect(self_->place_, ChunkPool::kChunkBytes, PROT_READ | PROT_WRITE);
            self_->act_();
        };
        ::sigaction(SIGSEGV, &action, &before_);
        ::mprotect(place_, ChunkPool::kChunkBytes, PROT_NONE);
    }
    ~WhenLookedAt() {
        ::mprotect(place_, ChunkPool::kChunkBytes, PROT_READ | PROT_WRITE);
        ::sigaction(SIGSEGV, &before_, nullptr);
    }
    WhenLookedAt(const WhenLookedAt&) = delete;
    WhenLookedAt& operator=(const WhenLookedAt&) = delete;

private:
    static inline WhenLookedAt* self_ = nullptr;
    char* const place_;
    const std::function<void()> act_;
    struct sigaction before_ {};
};

TEST_F(ChunkWalkTest, TakesNoUsersBytesForAChunkWhereOneIsTakenAroundThem) {
    const WhenLookedAt taken(pool_.memory().data() + ChunkPool::kChunkBytes, [&] {
        // Around the place that is looked at: the first one was free then.
        ASSERT_EQ(pool_.take(SignalType::Logs, 2 * ChunkPool::kChunkBytes), 0U);
        fill_with_lies(pool_, 0);
    });
    EXPECT_EQ(places(), std::vector<std::size_t>{0});
}

TEST_F(ChunkWalkTest, TakesNoUsersBytesForAChunkWhereOneWasTakenAroundThemForAMoment) {
    fill_with_lies(pool_, pool_.take(SignalType::Logs, 2 * ChunkPool::kChunkBytes));
    const WhenLookedAt released(pool_.memory().data() + ChunkPool::kChunkBytes, [&] { pool_.release(0); });
    // The first place is looked at when it is free: as if the chunk had come to be after that.
    pool_.header(0).magic.store(0);
    EXPECT_EQ(places(), std::vector<std::size_t>{});
}

}  // namespace
}  // namespace telemetryflow::durability
