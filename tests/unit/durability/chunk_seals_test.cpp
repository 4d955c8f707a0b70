#include "durability/chunk_seals.hpp"

#include <cstring>
#include <string>

#include <gtest/gtest.h>

#include "durability/crc32c.hpp"
#include "hot/staging.hpp"

namespace telemetryflow::durability {
namespace {

using hot::ChunkHeader;
using hot::ChunkPool;
using hot::Committed;
using hot::Engine;

TEST(Crc32cTest, IsTheSumOfTheStandard) {
    // RFC 3720, appendix B.4.
    EXPECT_EQ(crc32c("123456789", 9), 0xE3069283U);
    EXPECT_EQ(crc32c(std::string(32, '\0').data(), 32), 0x8A9136AAU);
    EXPECT_EQ(crc32c(std::string(32, '\xFF').data(), 32), 0x62A8AB43U);
    EXPECT_EQ(crc32c("", 0), 0U);
    const std::string text = "a sum of parts is the sum of the whole, wherever it is cut";
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        EXPECT_EQ(crc32c(text.data() + cut, text.size() - cut, crc32c(text.data(), cut)),
                  crc32c(text.data(), text.size()));
    }
}

class ChunkSealsTest : public testing::Test {
protected:
    static constexpr std::size_t kBytes = 4 * ChunkPool::kChunkBytes;

    ChunkSealsTest() {
        hot::EngineOptions options;
        options.buffer_bytes = kBytes;
        engine_ = Engine::create(options);
    }

    void stage(std::size_t size) {
        ASSERT_TRUE(engine_->recorder()->stage(SignalType::Logs, size, [&](char* at) { std::memset(at, 'x', size); }));
    }
    [[nodiscard]] std::span<char> region() const { return {engine_->pool.memory().data(), kBytes}; }
    [[nodiscard]] ChunkHeader& header(std::size_t chunk = 0) const {
        return *reinterpret_cast<ChunkHeader*>(region().data() + chunk * ChunkPool::kChunkBytes);
    }
    [[nodiscard]] std::uint32_t committed(std::size_t chunk = 0) const {
        return Committed::from_word(header(chunk).committed).bytes;
    }
    [[nodiscard]] std::uint32_t proven(std::size_t chunk = 0) const {
        return ChunkSeals::proven_bytes(header(chunk), engine_->pool.records(static_cast<std::uint32_t>(chunk)));
    }

    hot::EngineRef engine_;
};

TEST_F(ChunkSealsTest, ProveWhatWasThereAndNothingThatCameLater) {
    ChunkSeals seals(region());
    EXPECT_FALSE(seals.seal_new()) << "there is nothing";
    stage(100);
    EXPECT_EQ(proven(), 0U);
    EXPECT_TRUE(seals.seal_new());
    EXPECT_FALSE(seals.seal_new()) << "nothing is new";
    const std::uint32_t first = committed();
    EXPECT_EQ(proven(), first);
    stage(50);
    EXPECT_EQ(proven(), first);
    EXPECT_TRUE(seals.seal_new());
    EXPECT_EQ(proven(), committed());
}

TEST_F(ChunkSealsTest, TheLastOneStaysWhileTheNextIsOnItsWay) {
    ChunkSeals seals(region());
    for (int round = 0; round < 5; ++round) {
        const std::uint32_t before = committed();
        stage(100);
        ASSERT_TRUE(seals.seal_new());
        // What the new seal is about did not reach the disk.
        char& lost = engine_->pool.records(0)[before + 40];
        lost ^= 1;
        EXPECT_EQ(proven(), before) << round;
        lost ^= 1;
    }
}

TEST_F(ChunkSealsTest, CoverRunsAndAllChunksOfThem) {
    ChunkSeals seals(region());
    stage(100);
    stage(ChunkPool::kChunkBytes + 100);
    EXPECT_TRUE(seals.seal_new());
    EXPECT_EQ(proven(0), committed(0));
    EXPECT_EQ(proven(1), committed(1));
    EXPECT_GT(committed(1), ChunkPool::kChunkBytes);
}

TEST_F(ChunkSealsTest, AreOfOneUseOfAChunk) {
    ChunkSeals seals(region());
    stage(100);
    ASSERT_TRUE(seals.seal_new());
    const std::uint64_t late = header().seals[0];
    std::vector<std::uint32_t> chunks;
    engine_->pool.in_use(SignalType::Logs, chunks);
    engine_->recorder()->let_go();
    engine_->pool.release(chunks[0]);
    EXPECT_FALSE(seals.seal_new()) << "a free chunk has nothing";
    stage(100);
    EXPECT_EQ(proven(), 0U);
    header().seals[0] = late;
    EXPECT_EQ(proven(), 0U) << "the same bytes in the chunk's next use";
    header().seals[0] = hot::ChunkSeal::none(header().sequence);
    EXPECT_TRUE(seals.seal_new());
    EXPECT_EQ(proven(), committed());
}

TEST_F(ChunkSealsTest, NeverTakeThePlaceOfAnythingButTheLastOne) {
    ChunkSeals seals(region());
    stage(100);
    // As if the chunk had become the inside of another one between the look at it and the seal.
    constexpr std::uint64_t kUsersBytes = 0x7478657420796E61;
    header().seals[0] = kUsersBytes;
    EXPECT_TRUE(seals.seal_new());
    EXPECT_EQ(header().seals[0], kUsersBytes);
    EXPECT_EQ(proven(), 0U);
}

TEST_F(ChunkSealsTest, ThatClaimMoreThanThereIsProveNothing) {
    stage(100);
    header().seals[0] = hot::ChunkSeal{0xFFFFFFF0U, 1}.to_word();
    header().seals[1] = hot::ChunkSeal{committed(), 1}.to_word();
    EXPECT_EQ(proven(), 0U);
}

}  // namespace
}  // namespace telemetryflow::durability
