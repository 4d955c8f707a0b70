// What a batch source does with a region that somebody wrote over, and what marks and discarding mean.

#include "unit/pipeline/staged_fixture.hpp"

namespace telemetryflow::tests {
namespace {

class CorruptRecordsTest : public StagedFixture {
protected:
    // Three records, of which the second is spoilt, and a sound chunk after them.
    template <class Spoil>
    void spoil_second(Spoil&& spoil) {
        Chunk& spoilt = new_chunk();
        put(spoilt, {"a", "b", "c"});
        detach(spoilt);
        spoil(header(spoilt, 1, 1));
        put(new_chunk(), {"d", "e"});
    }
    // The record before and the next chunk arrive; the rest of the spoilt one is counted, and its chunk is freed.
    void expect_two_lost() {
        EXPECT_EQ(take_and_settle(), "ade");
        EXPECT_EQ(batch_.items, 3U);
        EXPECT_EQ(dropped("corrupt"), 2U);
        EXPECT_EQ(chunks_in_use().size(), 1U);
        EXPECT_EQ(engine_->pool.unsettled_records(kSignal), 0U);
        EXPECT_EQ(take(), "nothing");
        EXPECT_EQ(dropped("corrupt"), 2U) << "counted once";
    }
};

TEST_F(CorruptRecordsTest, AreDroppedWhenTheMarkIsWrong) {
    spoil_second([](hot::RecordHeader& header) { header.mark ^= 1U; });
    expect_two_lost();
}

TEST_F(CorruptRecordsTest, AreDroppedWhenTheIndexInTheSequenceIsWrong) {
    spoil_second([](hot::RecordHeader& header) { header.sequence += 1; });
    expect_two_lost();
}

TEST_F(CorruptRecordsTest, AreDroppedWhenTheSequenceIsAnotherChunks) {
    spoil_second([](hot::RecordHeader& header) { header.sequence += std::uint64_t{1} << hot::kRecordIndexBits; });
    expect_two_lost();
}

TEST_F(CorruptRecordsTest, AreDroppedWhenTheSizeReachesBeyondWhatIsCommitted) {
    spoil_second([](hot::RecordHeader& header) { header.size = 1000; });
    expect_two_lost();
}

TEST_F(CorruptRecordsTest, AreDroppedWhenTheSizeIsTheLargestThereIs) {
    spoil_second([](hot::RecordHeader& header) { header.size = 0xFFFFFFFF; });
    expect_two_lost();
}

TEST_F(CorruptRecordsTest, AreDroppedWhenTheSizePointsIntoTheNextRecord) {
    // The header itself looks sound, so the record it belongs to goes out; what it leads to does not.
    spoil_second([](hot::RecordHeader& header) { header.size = 12; });
    const std::string taken = take_and_settle();
    EXPECT_EQ(taken.size(), 1U + 12U + 2U);
    EXPECT_EQ(taken.substr(13), "de");
    EXPECT_EQ(dropped("corrupt"), 1U);
    EXPECT_EQ(engine_->pool.unsettled_records(kSignal), 0U);
}

TEST_F(CorruptRecordsTest, AreDroppedWhenOnlyTheyWait) {
    Chunk& spoilt = new_chunk();
    put(spoilt, {"a", "b"});
    detach(spoilt);
    header(spoilt, 0, 1).mark = 0;
    EXPECT_EQ(take(), "nothing");
    EXPECT_EQ(dropped("corrupt"), 2U);
    EXPECT_TRUE(chunks_in_use().empty());
}

TEST_F(CorruptRecordsTest, DoNotSpoilWhatTheChunksOwnerWritesLater) {
    Chunk& chunk = new_chunk();
    put(chunk, {"a", "b"});
    header(chunk, 1, 1).mark = 0;
    EXPECT_EQ(take_and_settle(), "a");
    put(chunk, "c");
    EXPECT_EQ(take_and_settle(), "c");
    EXPECT_EQ(dropped("corrupt"), 1U);
    EXPECT_EQ(engine_->pool.unsettled_records(kSignal), 0U);
}

using MarkTest = StagedFixture;

TEST_F(MarkTest, IsReachedWhenNothingWaited) {
    EXPECT_TRUE(source().reached_mark());
    source().mark();
    EXPECT_TRUE(source().reached_mark());
    put(new_chunk(), "later");
    EXPECT_TRUE(source().reached_mark()) << "what comes after the mark is not part of it";
}

TEST_F(MarkTest, IsReachedWithTheRecordsThatWaitedAndNotWithLaterOnes) {
    options_.batch_max_items = 2;
    Chunk& chunk = new_chunk();
    put(chunk, {"a", "b", "c"});
    source().mark();
    put(chunk, {"d", "e"});
    EXPECT_FALSE(source().reached_mark());
    EXPECT_EQ(take_and_settle(), "ab");
    EXPECT_FALSE(source().reached_mark());
    EXPECT_EQ(take_and_settle(), "cd");
    EXPECT_TRUE(source().reached_mark());
    EXPECT_EQ(take_and_settle(), "e");
}

TEST_F(MarkTest, IsReachedWhenAChunkWasGivenBackAndTakenAgain) {
    Chunk& chunk = new_chunk();
    put(chunk, {"a", "b"});
    detach(chunk);
    source().mark();
    EXPECT_EQ(take_and_settle(), "ab");
    EXPECT_TRUE(source().reached_mark());
    for (int i = 0; i < 600 && engine_->pool.used_bytes() < engine_->pool.capacity_bytes(); ++i)
        put(new_chunk(), {"x"});
    EXPECT_TRUE(source().reached_mark()) << "the new owner's records are none of the mark's";
}

TEST_F(MarkTest, CountsCorruptRecordsAsGone) {
    Chunk& chunk = new_chunk();
    put(chunk, {"a", "b"});
    source().mark();
    header(chunk, 0, 1).mark = 0;
    EXPECT_EQ(take(), "nothing");
    EXPECT_TRUE(source().reached_mark());
}

TEST_F(MarkTest, IsForgottenByTheNext) {
    Chunk& chunk = new_chunk();
    put(chunk, "a");
    source().mark();
    EXPECT_EQ(take_and_settle(), "a");
    put(chunk, "b");
    source().mark();
    EXPECT_FALSE(source().reached_mark());
    EXPECT_EQ(take_and_settle(), "b");
    EXPECT_TRUE(source().reached_mark());
}

using DiscardTest = StagedFixture;

TEST_F(DiscardTest, TellsHowMuchWaitedAndGivesTheChunksBack) {
    Chunk& first = new_chunk();
    put(first, {"a", "b"});
    detach(first);
    Chunk& second = new_chunk();
    put(second, "c");
    EXPECT_EQ(source().discard(), 3U);
    EXPECT_EQ(take(), "nothing");
    EXPECT_EQ(chunks_in_use(), std::vector<std::uint32_t>{second.index});
    EXPECT_EQ(engine_->pool.unsettled_records(kSignal), 0U);
    EXPECT_EQ(source().discard(), 0U);
}

TEST_F(DiscardTest, LeavesWhatIsInABatchToItsSettlement) {
    options_.batch_max_items = 1;
    Chunk& chunk = new_chunk();
    put(chunk, {"a", "b", "c"});
    detach(chunk);
    EXPECT_EQ(take(), "a");
    EXPECT_EQ(source().discard(), 2U);
    EXPECT_EQ(chunks_in_use().size(), 1U);
    EXPECT_EQ(engine_->pool.unsettled_records(kSignal), 1U);
    source().settle(batch_);
    EXPECT_TRUE(chunks_in_use().empty());
}

TEST_F(DiscardTest, TakesCorruptRecordsAlong) {
    Chunk& chunk = new_chunk();
    put(chunk, {"a", "b"});
    header(chunk, 0, 1).size = 0xFFFFFFFF;
    EXPECT_EQ(source().discard(), 2U);
    EXPECT_EQ(dropped("corrupt"), 0U) << "counted by whoever discards";
}

}  // namespace
}  // namespace telemetryflow::tests
