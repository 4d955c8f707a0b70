// Batches from the staging region: their order and limits, and when chunks are given back.

#include "unit/pipeline/staged_fixture.hpp"

namespace telemetryflow::tests {
namespace {

using StagedSourceTest = StagedFixture;

TEST_F(StagedSourceTest, HasNothingWithoutRecords) {
    EXPECT_EQ(take(), "nothing");
    EXPECT_FALSE(source().has_full_batch());
    new_chunk();
    EXPECT_EQ(take(), "nothing");
    EXPECT_EQ(source().discard(), 0U);
}

TEST_F(StagedSourceTest, TakesTheOldestChunkFirst) {
    Chunk& first = new_chunk();
    Chunk& second = new_chunk();
    Chunk& third = new_chunk();
    put(third, {"e", "f"});
    put(first, {"a", "b"});
    put(second, {"c", "d"});
    EXPECT_EQ(take(), "abcdef");
    EXPECT_EQ(batch_.items, 6U);
    EXPECT_FALSE(batch_.full);
    EXPECT_EQ(batch_.shares.size(), 3U);
    EXPECT_EQ(take(), "nothing");
}

TEST_F(StagedSourceTest, TakesTheOldestChunkFirstAlsoWhereItsPlaceWasUsedBefore) {
    Chunk& gone = new_chunk();
    put(gone, "x");
    detach(gone);
    EXPECT_EQ(take_and_settle(), "x");
    Chunk& older = new_chunk();
    put(older, "a");
    std::vector<Chunk*> younger;
    for (int i = 0; i < 600; ++i)  // more than there are: the places go round
        if (engine_->pool.used_bytes() < engine_->pool.capacity_bytes()) younger.push_back(&new_chunk());
    put(*younger.front(), "b");
    put(*younger.back(), "c");
    EXPECT_EQ(take(), "abc");
}

TEST_F(StagedSourceTest, LeavesOtherSignalsAlone) {
    put(new_chunk(SignalType::Traces), "span");
    put(new_chunk(SignalType::Logs), "log");
    EXPECT_EQ(take(), "log");
    EXPECT_EQ(take(), "nothing");
    EXPECT_EQ(engine_->pool.unsettled_records(SignalType::Traces), 1U);
}

TEST_F(StagedSourceTest, StopsAtTheMostItemsABatchMayHave) {
    options_.batch_max_items = 3;
    Chunk& chunk = new_chunk();
    put(chunk, {"a", "b", "c", "d", "e", "f", "g"});
    EXPECT_EQ(take(), "abc");
    EXPECT_TRUE(batch_.full);
    EXPECT_EQ(take(), "def");
    EXPECT_TRUE(batch_.full);
    EXPECT_EQ(take(), "g");
    EXPECT_FALSE(batch_.full);
    EXPECT_EQ(take(), "nothing");
}

TEST_F(StagedSourceTest, ABatchThatTakesEverythingIsNotFull) {
    options_.batch_max_items = 3;
    put(new_chunk(), {"a", "b", "c"});
    EXPECT_EQ(take(), "abc");
    EXPECT_FALSE(batch_.full);
}

TEST_F(StagedSourceTest, FillsABatchFromSeveralChunks) {
    options_.batch_max_items = 3;
    put(new_chunk(), {"a", "b"});
    put(new_chunk(), {"c", "d"});
    EXPECT_EQ(take(), "abc");
    ASSERT_EQ(batch_.shares.size(), 2U);
    EXPECT_EQ(batch_.shares[0].records, 2U);
    EXPECT_EQ(batch_.shares[1].records, 1U);
    EXPECT_EQ(take(), "d");
}

TEST_F(StagedSourceTest, TakesMoreThanABatchWhereBatchesGrow) {
    options_.batch_max_items = 2;
    options_.batches_grow = true;
    Chunk& chunk = new_chunk();
    put(chunk, {"a", "b", "c"});
    put(new_chunk(), "d");
    EXPECT_TRUE(source().has_full_batch());
    EXPECT_EQ(take(), "abcd");
    EXPECT_FALSE(batch_.full);
    options_.batch_max_bytes = 9 + overhead(9);
    put(chunk, {"efghi", "jklmn", "opqrs"});
    EXPECT_EQ(take(), "efghi");
    EXPECT_TRUE(batch_.full);
}

TEST_F(StagedSourceTest, StaysWithinTheMostBytesARequestMayHaveAtEveryLimit) {
    const std::string record(100, 'r');
    Chunk& chunk = new_chunk();
    for (int i = 0; i < 100; ++i)
        put(chunk, record);
    for (std::size_t limit = 350; limit < 370; ++limit) {
        options_.batch_max_bytes = limit;
        const std::string taken = take();
        EXPECT_LE(batch_.body().size(), limit);
        EXPECT_EQ(taken.size() % record.size(), 0U);
        // One more would not have fitted.
        const std::size_t more = taken.size() + record.size();
        EXPECT_GT(more + overhead(more), limit);
        EXPECT_TRUE(batch_.full);
    }
}

TEST_F(StagedSourceTest, SendsARecordAloneThatIsLargerThanARequestMayBe) {
    options_.batch_max_bytes = 200;
    const std::string large(1000, 'L');
    Chunk& chunk = new_chunk();
    put(chunk, {"a", large, "b"});
    EXPECT_EQ(take(), "a");
    EXPECT_EQ(take(), large);
    EXPECT_EQ(batch_.items, 1U);
    EXPECT_EQ(take(), "b");
    EXPECT_EQ(take(), "nothing");
}

TEST_F(StagedSourceTest, SendsARecordAloneThatSpansSeveralChunks) {
    options_.batch_max_bytes = 10'000;
    const std::string large(100'000, 'L');
    put(new_chunk(), "a");
    Chunk& run = new_chunk(kSignal, large.size());
    put(run, large);
    detach(run);
    put(new_chunk(), "b");
    EXPECT_EQ(take(), "a");
    EXPECT_EQ(take_and_settle(), large);
    EXPECT_EQ(take(), "b");
    EXPECT_EQ(chunks_in_use().size(), 2U);
}

TEST_F(StagedSourceTest, GivesAChunkBackWhenAllOfItIsSettledAndItsOwnerHasLetGo) {
    options_.batch_max_items = 2;
    Chunk& chunk = new_chunk();
    put(chunk, {"a", "b", "c"});
    detach(chunk);
    pipeline::Batch first;
    EXPECT_EQ(take(first), "ab");
    pipeline::Batch second;
    EXPECT_EQ(take(second), "c");
    source().settle(second);
    EXPECT_EQ(chunks_in_use().size(), 1U) << "the first batch is still under way";
    EXPECT_EQ(engine_->pool.unsettled_records(kSignal), 2U);
    source().settle(first);
    EXPECT_TRUE(chunks_in_use().empty());
    EXPECT_EQ(engine_->pool.used_bytes(), 0U);
}

TEST_F(StagedSourceTest, KeepsAChunkWhoseOwnerMayStillWrite) {
    Chunk& chunk = new_chunk();
    put(chunk, "a");
    EXPECT_EQ(take_and_settle(), "a");
    EXPECT_EQ(chunks_in_use().size(), 1U);
    put(chunk, "b");
    EXPECT_EQ(take_and_settle(), "b");
    detach(chunk);
    EXPECT_EQ(take(), "nothing");
    EXPECT_TRUE(chunks_in_use().empty()) << "looking for a batch finds that the owner let go";
}

TEST_F(StagedSourceTest, RingsWhoWaitsForRoom) {
    Chunk& chunk = new_chunk();
    put(chunk, "a");
    detach(chunk);
    const std::uint32_t before = engine_->room.listen();
    EXPECT_EQ(take(), "a");
    EXPECT_EQ(engine_->room.listen(), before);
    source().settle(batch_);
    EXPECT_NE(engine_->room.listen(), before);
}

TEST_F(StagedSourceTest, TellsOfAFullBatchByRecords) {
    options_.batch_max_items = 3;
    Chunk& first = new_chunk();
    Chunk& second = new_chunk();
    put(first, {"a", "b"});
    EXPECT_FALSE(source().has_full_batch());
    put(second, "c");
    EXPECT_TRUE(source().has_full_batch());
    EXPECT_EQ(take(), "abc");
    EXPECT_FALSE(source().has_full_batch()) << "what is in a batch does not wait";
}

TEST_F(StagedSourceTest, TellsOfAFullBatchByBytes) {
    options_.batch_max_items = 1'000'000;
    const std::string record(10'000, 'r');
    std::size_t bytes = 0;
    while (bytes + hot::framed_size(record.size()) < engine_->wake_bytes) {
        put(new_chunk(kSignal, record.size()), record);
        bytes += hot::framed_size(record.size());
    }
    EXPECT_FALSE(source().has_full_batch());
    put(new_chunk(kSignal, record.size()), record);
    EXPECT_TRUE(source().has_full_batch());
}

}  // namespace
}  // namespace telemetryflow::tests
