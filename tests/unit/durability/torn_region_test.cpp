// What a power failure leaves of a region: each page is what the disk had of it, from any moment or from none. What is
// recovered has to be what was recorded, byte for byte, and all that was on the disk for sure.

#include <cstring>
#include <map>
#include <random>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "durability/chunk_seals.hpp"
#include "durability/record_cursor.hpp"
#include "hot/chunk_pool.hpp"
#include "hot/engine.hpp"
#include "hot/log_recorder.hpp"
#include "hot/thread_recorder.hpp"
#include "unit/durability/region_image.hpp"

namespace telemetryflow::durability {
namespace {

using hot::ChunkPool;
using hot::Engine;

constexpr std::size_t kPage = 4096;
constexpr std::size_t kBytes = 4 * ChunkPool::kChunkBytes;

// By chunk sequence and place in the chunk.
using Records = std::map<std::pair<std::uint64_t, std::uint32_t>, std::string>;

Records records_in(std::span<char> region, bool may_be_torn, std::uint64_t* lost = nullptr) {
    Records records;
    for (const RegionChunk& chunk : unsettled_chunks(region, may_be_torn)) {
        RecordCursor cursor(chunk);
        for (std::string_view payload; cursor.next(payload);)
            records[{chunk.sequence, cursor.index() - 1}] = payload;
        if (lost != nullptr) *lost += cursor.records_lost();
    }
    return records;
}

class TornRegionTest : public testing::Test {
protected:
    TornRegionTest() {
        hot::EngineOptions options;
        options.buffer_bytes = kBytes;
        engine_ = Engine::create(options);
        engine_->running.store_release(true);
    }

    void log(std::size_t size) {
        hot::emit_log(*engine_, "log " + std::to_string(number_++) + std::string(size, 'a'), SeverityLevel::Info,
                      {{"number", number_}});
        for (const auto& [place, payload] : records_in(region(), false))
            made_[place] = payload;
    }
    void log_some(int count) {
        for (int i = 0; i < count; ++i)
            log(random_() % 8 == 0 ? random_() % 6000 : random_() % 300);
    }
    // Everything that was recorded is delivered, and the chunks are free for the next use.
    void deliver_all() {
        engine_->recorder()->let_go();
        std::vector<std::uint32_t> chunks;
        engine_->pool.in_use(SignalType::Logs, chunks);
        for (const std::uint32_t chunk : chunks)
            engine_->pool.release(chunk);
    }
    [[nodiscard]] std::span<char> region() const { return {engine_->pool.memory().data(), kBytes}; }
    void expect_nothing_invented(const Records& recovered) const {
        for (const auto& [place, payload] : recovered) {
            const auto made = made_.find(place);
            ASSERT_TRUE(made != made_.end()) << place.first << ", " << place.second;
            ASSERT_EQ(made->second, payload) << place.first << ", " << place.second;
        }
    }

    hot::EngineRef engine_;
    std::minstd_rand random_{20'261'126};  // NOLINT: the same images in every run
    int number_ = 0;
    Records made_;
};

TEST_F(TornRegionTest, GivesAllThatIsWholeAndSealed) {
    log_some(60);
    ChunkSeals(region()).seal_new();
    EXPECT_EQ(records_in(region(), true), records_in(region(), false));
    EXPECT_GT(made_.size(), 50U);
}

// Without a seal only pages can prove each other: a record whose end nothing proves is not believed.
TEST_F(TornRegionTest, GivesWhatPagesProveWhereNothingIsSealed) {
    for (int i = 0; i < 150; ++i)
        log(100);
    std::uint64_t lost = 0;
    const Records recovered = records_in(region(), true, &lost);
    expect_nothing_invented(recovered);
    EXPECT_GT(recovered.size(), 20U);
    EXPECT_EQ(recovered.size() + lost, made_.size()) << "and the rest is counted";
}

TEST_F(TornRegionTest, InventsNothingWhateverIsLeftOfEachPage) {
    for (int round = 0; round < 60; ++round) {
        if (round % 4 == 0) deliver_all();
        std::vector<RegionImage> moments;
        moments.emplace_back(kBytes);
        moments.emplace_back(region());
        for (int moment = 0; moment < 3; ++moment) {
            log_some(12);
            if (round % 2 == 0) ChunkSeals(region()).seal_new();
            moments.emplace_back(region());
        }
        for (int image = 0; image < 40; ++image) {
            const RegionImage torn(kBytes);
            for (std::size_t page = 0; page < kBytes; page += kPage)
                std::memcpy(torn.span().data() + page, moments[random_() % moments.size()].span().data() + page, kPage);
            expect_nothing_invented(records_in(torn.span(), true));
            if (HasFatalFailure()) return;
        }
    }
}

TEST_F(TornRegionTest, LosesNothingThatACommitHadPutOnTheDisk) {
    ChunkSeals seals(region());
    for (int round = 0; round < 40; ++round) {
        log_some(3);
        seals.seal_new();
        // This is what the disk has for sure: each page may be that or anything later.
        const Records committed = records_in(region(), false);
        std::vector<RegionImage> moments;
        moments.emplace_back(region());
        log_some(2);
        moments.emplace_back(region());
        seals.seal_new();  // of the commit under way
        moments.emplace_back(region());
        for (int image = 0; image < 40; ++image) {
            const RegionImage torn(kBytes);
            for (std::size_t page = 0; page < kBytes; page += kPage)
                std::memcpy(torn.span().data() + page, moments[random_() % moments.size()].span().data() + page, kPage);
            const Records recovered = records_in(torn.span(), true);
            expect_nothing_invented(recovered);
            for (const auto& [place, payload] : committed)
                ASSERT_TRUE(recovered.contains(place)) << round << ": " << place.first << ", " << place.second;
            if (HasFatalFailure()) return;
        }
        if (round % 5 == 4) deliver_all();
    }
}

TEST_F(TornRegionTest, KnowsARecordWithAPageOfZerosInItsTextForWhatItIs) {
    log(3 * kPage);
    std::memset(region().data() + kPage, 0, kPage);
    EXPECT_EQ(records_in(region(), false).size(), 1U) << "its structure is whole";
    std::uint64_t lost = 0;
    EXPECT_TRUE(records_in(region(), true, &lost).empty());
    EXPECT_EQ(lost, 1U);
}

}  // namespace
}  // namespace telemetryflow::durability
