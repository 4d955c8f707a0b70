// Batches from a region whose oldest chunks recording threads discard meanwhile (OverflowPolicy::DropOldest).

#include "unit/pipeline/staged_fixture.hpp"

namespace telemetryflow::tests {
namespace {

class StagedSourceDiscardTest : public StagedFixture {
protected:
    StagedSourceDiscardTest() {
        hot::EngineOptions options;
        options.overflow_policy = OverflowPolicy::DropOldest;
        options.buffer_bytes = 64 * hot::ChunkPool::kChunkBytes;
        engine_ = hot::Engine::create(std::move(options));
    }
    Chunk& written(std::string_view payload, SignalType signal = kSignal) {
        Chunk& chunk = new_chunk(signal);
        put(chunk, payload);
        detach(chunk);
        return chunk;
    }
    bool discard() { return engine_->pool.discard_oldest(engine_->drops); }
    std::uint64_t lost() const { return engine_->drops.get(kSignal, hot::DropReason::QueueFull); }
};

TEST_F(StagedSourceDiscardTest, ABatchUnderWayIsLeftAlone) {
    written("a");
    EXPECT_EQ(take(), "a");
    EXPECT_FALSE(discard());
    source().settle(batch_);
    EXPECT_TRUE(chunks_in_use().empty());
    EXPECT_EQ(lost(), 0U);
}

TEST_F(StagedSourceDiscardTest, WhatIsPartlyUnderWayIsLeftAloneUntilItIsSettled) {
    options_.batch_max_items = 2;
    Chunk& chunk = new_chunk();
    put(chunk, {"a", "b", "c", "d", "e"});
    detach(chunk);
    EXPECT_EQ(take(), "ab");
    EXPECT_FALSE(discard());
    source().settle(batch_);
    EXPECT_TRUE(discard());
    EXPECT_EQ(lost(), 3U) << "two were delivered";
    EXPECT_EQ(take(), "nothing");
    EXPECT_EQ(engine_->pool.unsettled_records(kSignal), 0U);
}

TEST_F(StagedSourceDiscardTest, AKnownChunkThatIsGoneIsForgotten) {
    options_.batch_max_items = 1;
    written("a");
    written("b");
    EXPECT_TRUE(source().has_full_batch());
    EXPECT_TRUE(discard());
    EXPECT_EQ(take_and_settle(), "b");
    EXPECT_EQ(take(), "nothing");
    EXPECT_EQ(lost(), 1U);
}

TEST_F(StagedSourceDiscardTest, AChunkInThePlaceOfOneThatIsGoneTakesItsTurn) {
    written("old");
    written("older than new");
    EXPECT_FALSE(source().has_full_batch());
    ASSERT_TRUE(discard());
    written("new");
    EXPECT_EQ(take_and_settle(), "older than newnew");
    EXPECT_TRUE(chunks_in_use().empty());
}

TEST_F(StagedSourceDiscardTest, APlaceThatAnotherSignalHasNowIsLeftToIt) {
    const std::uint32_t place = written("log").index;
    EXPECT_FALSE(source().has_full_batch());
    ASSERT_TRUE(discard());
    ASSERT_EQ(written("span", SignalType::Traces).index, place);
    EXPECT_EQ(take(), "nothing");
    EXPECT_EQ(source().discard(), 0U);
    EXPECT_EQ(engine_->pool.unsettled_records(SignalType::Traces), 1U);
}

TEST_F(StagedSourceDiscardTest, AFlushDoesNotWaitForWhatIsGone) {
    written("a");
    source().mark();
    EXPECT_FALSE(source().reached_mark());
    ASSERT_TRUE(discard());
    EXPECT_TRUE(source().reached_mark());
}

TEST_F(StagedSourceDiscardTest, ALookForRecordsKeepsNothingFromBeingDiscarded) {
    Chunk& chunk = new_chunk();
    put(chunk, "a");
    EXPECT_EQ(take_and_settle(), "a");
    EXPECT_EQ(take(), "nothing") << "still its owner's";
    put(chunk, "b");
    detach(chunk);
    EXPECT_TRUE(discard());
    EXPECT_EQ(lost(), 1U);
}

TEST_F(StagedSourceDiscardTest, AnotherWorkerGoesOnWhereThisOneStopped) {
    options_.batch_max_items = 2;
    Chunk& chunk = new_chunk();
    put(chunk, {"a", "bb", "ccc", "d"});
    EXPECT_EQ(take_and_settle(), "abb");
    pipeline::StagedSource next(kSignal, *engine_, envelope_, options_, counts_);
    batch_.clear();
    ASSERT_TRUE(next.next(batch_));
    EXPECT_EQ(batch_.items, 2U);
    EXPECT_TRUE(batch_.body().ends_with("cccd"));
}

}  // namespace
}  // namespace telemetryflow::tests
