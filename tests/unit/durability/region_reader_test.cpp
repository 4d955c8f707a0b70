#include "durability/region_reader.hpp"

#include <cstring>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "durability/record_cursor.hpp"
#include "hot/staging.hpp"
#include "unit/durability/region_image.hpp"

namespace telemetryflow::durability {
namespace {

using hot::ChunkHeader;
using hot::ChunkPool;
using hot::Engine;

using Image = RegionImage;

std::vector<std::string> records_in(std::span<char> region, SignalType signal = SignalType::Logs) {
    std::vector<std::string> records;
    for (const RegionChunk& chunk : unsettled_chunks(region)) {
        if (chunk.signal != signal) continue;
        RecordCursor cursor(chunk);
        for (std::string_view payload; cursor.next(payload);)
            records.emplace_back(payload);
    }
    return records;
}

class RegionReaderTest : public testing::Test {
protected:
    static constexpr std::size_t kBytes = 4 * ChunkPool::kChunkBytes;

    RegionReaderTest() {
        hot::EngineOptions options;
        options.buffer_bytes = kBytes;
        engine_ = Engine::create(options);
    }

    void stage(const std::string& payload, SignalType signal = SignalType::Logs) {
        ASSERT_TRUE(engine_->recorder()->stage(signal, payload.size(),
                                               [&](char* at) { std::memcpy(at, payload.data(), payload.size()); }));
    }
    [[nodiscard]] std::span<char> region() const { return {engine_->pool.memory().data(), kBytes}; }

    hot::EngineRef engine_;
};

TEST_F(RegionReaderTest, FindsEveryRecordInOrder) {
    EXPECT_TRUE(records_in(region()).empty());
    std::vector<std::string> expected;
    for (int i = 0; i < 300; ++i) {
        expected.push_back("record " + std::to_string(i) + std::string(static_cast<std::size_t>(i % 97), '.'));
        stage(expected.back());
    }
    stage("a span", SignalType::Traces);
    EXPECT_EQ(records_in(region()), expected);
    EXPECT_EQ(records_in(region(), SignalType::Traces), std::vector<std::string>{"a span"});
}

TEST_F(RegionReaderTest, TakesTheBytesOfARunForNoChunks) {
    // A record of several chunks, which has a chunk's header, with a record, wherever a chunk could begin.
    stage("inner");
    std::string forged(3 * ChunkPool::kChunkBytes - sizeof(ChunkHeader) - sizeof(hot::RecordHeader), 'x');
    for (std::size_t at = ChunkPool::kChunkBytes - sizeof(ChunkHeader) - sizeof(hot::RecordHeader);
         at + 1000 < forged.size(); at += ChunkPool::kChunkBytes) {
        std::memcpy(forged.data() + at, region().data(), 1000);
    }
    stage(forged);
    EXPECT_EQ(records_in(region()), (std::vector<std::string>{"inner", forged}));

    // Nor once the run is free and its first chunk has another record.
    std::vector<std::uint32_t> chunks;
    engine_->pool.in_use(SignalType::Logs, chunks);
    engine_->pool.release(chunks[1]);
    EXPECT_EQ(records_in(region()), std::vector<std::string>{"inner"});
}

// What a kill leaves is a state that the region went through: every store before the last one, and nothing after it.
TEST_F(RegionReaderTest, FindsAPrefixOfTheRecordsAtEveryStore) {
    std::vector<std::string> expected;
    for (int i = 0; i < 40; ++i) {
        Image before(kBytes);
        std::memcpy(before.span().data(), region().data(), kBytes);
        const std::string payload = "record " + std::to_string(i);
        stage(payload);
        // The bytes of the record are there in any part, the word that publishes them is not.
        auto* published = reinterpret_cast<ChunkHeader*>(region().data());
        for (std::size_t part = 0; part <= 64; ++part) {
            Image image(kBytes);
            std::memcpy(image.span().data(), before.span().data(), kBytes);
            const std::size_t from = sizeof(ChunkHeader) + hot::Committed::from_word(published->committed).bytes -
                                     hot::framed_size(payload.size());
            std::memcpy(image.span().data() + from, region().data() + from,
                        std::min(part, hot::framed_size(payload.size())));
            EXPECT_EQ(records_in(image.span()), expected) << i << ", " << part;
        }
        expected.push_back(payload);
        EXPECT_EQ(records_in(region()), expected);
    }
}

TEST_F(RegionReaderTest, LeavesOutChunksWhoseRecordsAreSettled) {
    stage("first");
    stage("second");
    auto* header = reinterpret_cast<ChunkHeader*>(region().data());
    header->settled.store(1);
    ASSERT_EQ(unsettled_chunks(region()).size(), 1U);
    EXPECT_EQ(unsettled_chunks(region())[0].settled, 1U);
    header->settled.store(2);
    EXPECT_TRUE(unsettled_chunks(region()).empty());
    header->settled.store(3);
    EXPECT_TRUE(unsettled_chunks(region()).empty());
}

TEST_F(RegionReaderTest, StopsAtWhatIsNoRecordAndCountsTheRest) {
    for (int i = 0; i < 10; ++i)
        stage("record");
    char* const fourth = region().data() + sizeof(ChunkHeader) + 3 * hot::framed_size(6);
    ASSERT_EQ(records_in(region()).size(), 10U);
    for (const std::size_t at : {std::size_t{0}, std::size_t{3}, std::size_t{4}, std::size_t{8}, std::size_t{15}}) {
        Image image(kBytes);
        std::memcpy(image.span().data(), region().data(), kBytes);
        image.span().data()[fourth - region().data() + static_cast<std::ptrdiff_t>(at)] ^= static_cast<char>(0xFF);
        const std::vector<RegionChunk> chunks = unsettled_chunks(image.span());
        ASSERT_EQ(chunks.size(), 1U);
        RecordCursor cursor(chunks[0]);
        std::string_view payload;
        while (cursor.next(payload)) {
        }
        EXPECT_EQ(cursor.index(), 3U) << at;
        EXPECT_EQ(cursor.records_lost(), 7U);
        EXPECT_FALSE(cursor.next(payload)) << "and goes no further";
    }
}

// Nothing is believed: whatever the bytes are, only the region is read.
TEST_F(RegionReaderTest, TouchesNothingOutsideHoweverItsBytesAreWrong) {
    for (int i = 0; i < 600; ++i)
        stage("record " + std::to_string(i));
    std::minstd_rand random(20'261'126);  // NOLINT: the same bytes in every run
    for (int round = 0; round < 3000; ++round) {
        Image image(kBytes);
        std::memcpy(image.span().data(), region().data(), kBytes);
        for (int flips = 1 + static_cast<int>(random() % 8); flips > 0; --flips) {
            // Mostly in the headers, where it matters.
            const std::size_t chunk = random() % 4 * ChunkPool::kChunkBytes;
            const std::size_t at = random() % 4 == 0 ? random() % ChunkPool::kChunkBytes : random() % 96;
            image.span()[chunk + at] = static_cast<char>(random());
        }
        EXPECT_LE(records_in(image.span()).size(), 4 * ChunkPool::kChunkBytes / sizeof(hot::RecordHeader));
    }
}

}  // namespace
}  // namespace telemetryflow::durability
