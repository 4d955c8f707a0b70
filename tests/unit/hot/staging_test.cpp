#include "hot/staging.hpp"

#include <cstring>
#include <thread>

#include <gtest/gtest.h>

namespace telemetryflow::hot {
namespace {

constexpr std::size_t kRoom = ChunkPool::kChunkBytes - sizeof(ChunkHeader) - sizeof(RecordHeader);

EngineOptions with_chunks(std::size_t chunks) {
    EngineOptions options;
    options.buffer_bytes = chunks * ChunkPool::kChunkBytes;
    return options;
}

bool stage(Engine& engine, std::size_t payload, SignalType signal = SignalType::Logs, char fill = 'a') {
    return engine.recorder()->stage(signal, payload, [&](char* at) { std::memset(at, fill, payload); });
}

std::vector<std::uint32_t> in_use(const Engine& engine, SignalType signal = SignalType::Logs) {
    std::vector<std::uint32_t> chunks;
    engine.pool.in_use(signal, chunks);
    return chunks;
}

// The payloads of all staged records, oldest chunk first.
std::vector<std::string> staged(Engine& engine, SignalType signal = SignalType::Logs) {
    std::vector<std::string> records;
    for (const std::uint32_t index : in_use(engine, signal)) {
        const char* at = engine.pool.records(index);
        const char* end = at + Committed::from_word(engine.pool.header(index).committed).bytes;
        while (at < end) {
            RecordHeader header;
            std::memcpy(&header, at, sizeof(header));
            EXPECT_EQ(header.mark, kRecordMark);
            records.emplace_back(at + sizeof(header), header.size);
            at += framed_size(header.size);
        }
        EXPECT_EQ(at, end);
    }
    return records;
}

std::uint64_t full(const Engine& engine) {
    return engine.drops.get(SignalType::Logs, DropReason::QueueFull);
}

TEST(StagingTest, FillsAChunkToItsBorderBeforeItTakesAnother) {
    for (const std::size_t off : {0U, 1U, 7U, 8U}) {
        const auto engine = Engine::create(with_chunks(64));
        ASSERT_TRUE(stage(*engine, 8, SignalType::Logs, 'x'));
        // What is left after one record of 8 bytes and its header, less `off`.
        ASSERT_TRUE(stage(*engine, kRoom - 8 - sizeof(RecordHeader) - off, SignalType::Logs, 'y'));
        EXPECT_EQ(in_use(*engine).size(), 1U) << off;
        ASSERT_TRUE(stage(*engine, 0));
        EXPECT_EQ(in_use(*engine).size(), 2U) << "not even an empty record has room, " << off;
        const std::vector<std::string> records = staged(*engine);
        ASSERT_EQ(records.size(), 3U);
        EXPECT_EQ(records[0], std::string(8, 'x'));
        EXPECT_EQ(records[1], std::string(kRoom - 8 - sizeof(RecordHeader) - off, 'y'));
    }
}

TEST(StagingTest, TakesANewChunkForOneByteTooMany) {
    const auto engine = Engine::create(with_chunks(64));
    ASSERT_TRUE(stage(*engine, 8));
    ASSERT_TRUE(stage(*engine, kRoom - 8 - sizeof(RecordHeader) + 1));
    ASSERT_EQ(in_use(*engine).size(), 2U);
    EXPECT_TRUE(engine->pool.use(in_use(*engine)[0]).detached) << "the chunk that is full must be let go";
    EXPECT_FALSE(engine->pool.use(in_use(*engine)[1]).detached);
}

TEST(StagingTest, KeepsTheLargestRecordAndDropsALargerOne) {
    const auto engine = Engine::create(with_chunks(128));
    ASSERT_TRUE(stage(*engine, ChunkPool::kMaxRecordBytes, SignalType::Logs, 'z'));
    EXPECT_FALSE(stage(*engine, ChunkPool::kMaxRecordBytes + 1));
    EXPECT_EQ(engine->drops.get(SignalType::Logs, DropReason::RecordTooLarge), 1U);
    EXPECT_EQ(full(*engine), 0U);
    EXPECT_EQ(staged(*engine), std::vector<std::string>{std::string(ChunkPool::kMaxRecordBytes, 'z')});
    EXPECT_EQ(engine->stats().created[static_cast<std::size_t>(SignalType::Logs)], 2U) << "kept or not";
}

// Stages a record of `fill`, in pieces, for each of which it asks when it has come there.
bool stage_in_pieces(Engine& engine, const std::vector<std::size_t>& pieces, char fill) {
    return engine.recorder()->stage_encoded(SignalType::Logs, pieces.front(), [&](RecordRoom& room) -> char* {
        char* at = room.data();
        for (const std::size_t piece : pieces) {
            if (static_cast<std::size_t>(room.limit() - at) < piece) at = room.more(at, piece);
            std::memset(at, fill, piece);
            at += piece;
        }
        return at;
    });
}

TEST(StagingTest, MovesARecordThatOutgrowsItsChunk) {
    const auto engine = Engine::create(with_chunks(64));
    ASSERT_TRUE(stage_in_pieces(*engine, {100, 200}, 'a'));
    ASSERT_TRUE(stage_in_pieces(*engine, {100, kRoom, 50'000}, 'b'));
    ASSERT_TRUE(stage_in_pieces(*engine, {kRoom + 1}, 'c')) << "not even its beginning has room";
    ASSERT_TRUE(stage_in_pieces(*engine, {10}, 'd'));
    const std::vector<std::string> records = staged(*engine);
    ASSERT_EQ(records.size(), 4U);
    EXPECT_EQ(records[0], std::string(300, 'a'));
    EXPECT_EQ(records[1], std::string(100 + kRoom + 50'000, 'b'));
    EXPECT_EQ(records[2], std::string(kRoom + 1, 'c'));
    EXPECT_EQ(records[3], std::string(10, 'd'));
}

TEST(StagingTest, FillsAChunkWithWhatTakesLessThanWasAskedFor) {
    const auto engine = Engine::create(with_chunks(64));
    ASSERT_TRUE(stage(*engine, kRoom - 1'000, SignalType::Logs, 'a'));
    EXPECT_TRUE(engine->recorder()->stage_encoded(SignalType::Logs, 2'000, [](RecordRoom& room) -> char* {
        std::memset(room.data(), 'b', 500);
        return room.data() + 500;
    }));
    EXPECT_EQ(in_use(*engine).size(), 1U);
    EXPECT_EQ(staged(*engine).back(), std::string(500, 'b'));
}

TEST(StagingTest, CountsARecordThatMemoryWasRefusedFor) {
    const auto engine = Engine::create(with_chunks(64));
    EXPECT_FALSE(engine->recorder()->stage_encoded(SignalType::Logs, 10, [](RecordRoom&) -> char* { return nullptr; }));
    EXPECT_EQ(engine->drops.get(SignalType::Logs, DropReason::OutOfMemory), 1U);
    EXPECT_TRUE(staged(*engine).empty());
}

TEST(StagingTest, KeepsSignalsInChunksOfTheirOwn) {
    const auto engine = Engine::create(with_chunks(64));
    ASSERT_TRUE(stage(*engine, 10, SignalType::Logs, 'l'));
    ASSERT_TRUE(stage(*engine, 10, SignalType::Traces, 't'));
    ASSERT_TRUE(stage(*engine, 10, SignalType::Logs, 'm'));
    EXPECT_EQ(staged(*engine), (std::vector<std::string>{std::string(10, 'l'), std::string(10, 'm')}));
    EXPECT_EQ(staged(*engine, SignalType::Traces), std::vector<std::string>{std::string(10, 't')});
}

TEST(StagingTest, CountsEveryRecordThatFindsNoRoom) {
    const auto engine = Engine::create(with_chunks(4));
    int kept = 0;
    for (int i = 0; i < 10; ++i)
        kept += stage(*engine, kRoom) ? 1 : 0;
    EXPECT_EQ(kept, 4) << "every chunk of the region must be usable";
    EXPECT_EQ(full(*engine), 6U);
    EXPECT_EQ(staged(*engine).size(), 4U);
    EXPECT_FALSE(stage(*engine, kRoom, SignalType::Traces));
    EXPECT_EQ(engine->drops.get(SignalType::Traces, DropReason::QueueFull), 1U);
}

TEST(StagingTest, LetsThreadsShareChunksWhileTheyAreScarce) {
    const auto engine = Engine::create(with_chunks(8));
    std::vector<std::uint32_t> held;
    while (!engine->pool.should_share(false))
        held.push_back(engine->pool.take(SignalType::Traces, 1));
    ASSERT_EQ(held.size(), 7U);
    // One chunk is left: two recorders that share a stripe both write into it.
    for (int t = 0; t < 8; ++t) {
        std::thread([&] { stage(*engine, 100, SignalType::Logs, static_cast<char>('a' + t)); }).join();
    }
    EXPECT_EQ(in_use(*engine).size(), 1U);
    EXPECT_EQ(staged(*engine).size(), 2U) << "serials follow one another and there are four stripes";
    EXPECT_EQ(full(*engine), 6U) << "the other stripes found no chunk";
}

TEST(StagingTest, KeepsAChunkToItsThreadWhileDeliveryAloneIsBehind) {
    const auto engine = Engine::create(with_chunks(16));
    // What fills the region was let go by its thread, which goes on in chunks of its own up to the last one.
    for (int i = 0; i < 16; ++i)
        ASSERT_TRUE(stage(*engine, kRoom - 1'000, SignalType::Logs, 'a'));
    // One for each set of shared writers, one of which is also this thread's.
    for (std::size_t i = 0; i < Engine::kSharedWriters; ++i) {
        std::thread([&] { EXPECT_FALSE(stage(*engine, 100)) << "and shares none of them"; }).join();
    }
    EXPECT_TRUE(stage(*engine, 100, SignalType::Logs, 'b')) << "in its own chunk";
    EXPECT_EQ(staged(*engine).size(), 17U);
    EXPECT_EQ(full(*engine), Engine::kSharedWriters);
}

TEST(StagingTest, KeepsWhatAThousandThreadsLeaveOneAfterAnother) {
    const auto engine = Engine::create(with_chunks(64));
    for (int i = 0; i < 1'000; ++i) {
        std::thread([&] { EXPECT_TRUE(stage(*engine, 100)); }).join();
    }
    EXPECT_EQ(staged(*engine).size(), 1'000U);
}

TEST(StagingTest, WaitsForAChunkWhereThePolicySaysSo) {
    EngineOptions options = with_chunks(1);
    options.overflow_policy = OverflowPolicy::Block;
    options.overflow_timeout = std::chrono::seconds(30);
    const auto engine = Engine::create(options);
    ASSERT_TRUE(stage(*engine, kRoom));
    ASSERT_EQ(in_use(*engine).size(), 1U);
    const std::uint32_t taken = in_use(*engine)[0];
    std::thread worker([&] {
        while (!engine->pool.use(taken).detached)
            std::this_thread::yield();
        engine->pool.release(taken);
        engine->room.ring();
    });
    EXPECT_TRUE(stage(*engine, 5, SignalType::Logs, 'n'));
    worker.join();
    EXPECT_EQ(staged(*engine), std::vector<std::string>{"nnnnn"});
    EXPECT_EQ(full(*engine), 0U);
}

TEST(StagingTest, StopsWaitingAtTheTimeout) {
    EngineOptions options = with_chunks(1);
    options.overflow_policy = OverflowPolicy::Block;
    options.overflow_timeout = std::chrono::milliseconds(20);
    const auto engine = Engine::create(options);
    ASSERT_TRUE(stage(*engine, kRoom));
    const auto start = std::chrono::steady_clock::now();
    EXPECT_FALSE(stage(*engine, 1));
    EXPECT_GE(std::chrono::steady_clock::now() - start, options.overflow_timeout);
    EXPECT_EQ(full(*engine), 1U);
}

TEST(StagingTest, WakesTheWorkerWhenThereIsNoRoom) {
    const auto engine = Engine::create(with_chunks(1));
    ASSERT_TRUE(stage(*engine, kRoom));
    const std::uint32_t heard = engine->bell.listen();
    EXPECT_FALSE(stage(*engine, 1));
    EXPECT_NE(engine->bell.listen(), heard);
}

}  // namespace
}  // namespace telemetryflow::hot
