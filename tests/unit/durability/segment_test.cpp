// What a segment's reader makes of what its writer wrote, whole and damaged in every way.

#include <algorithm>
#include <cstddef>
#include <random>

#include <gtest/gtest.h>

#include "durability/crc32c.hpp"
#include "durability/segment_header.hpp"
#include "unit/durability/segment_fixture.hpp"

namespace telemetryflow::durability {
namespace {

const std::vector<Spooled> kBatches{{"4f2a-1", "first", 1},
                                    {"4f2a-2", std::string(70, 'b'), 7},
                                    {"4f2a-13", std::string("\0third\0", 7), 3},
                                    {"", "", 0},
                                    {"4f2a-5", "the last one", 2}};

// Whether `part` is `all` with some left out.
bool is_part_of(const std::vector<Spooled>& part, const std::vector<Spooled>& all) {
    auto at = all.begin();
    return std::all_of(part.begin(), part.end(), [&](const Spooled& batch) {
        at = std::find(at, all.end(), batch);
        return at++ != all.end();
    });
}

TEST(Crc32cTest, IsCastagnolis) {
    // RFC 3720, appendix B.4, and the usual check value.
    const std::string zeros(32, '\0');
    const std::string ones(32, '\xff');
    EXPECT_EQ(crc32c("123456789", 9), 0xE3069283U);
    EXPECT_EQ(crc32c(zeros.data(), zeros.size()), 0x8A9136AAU);
    EXPECT_EQ(crc32c(ones.data(), ones.size()), 0x62A8AB43U);
    EXPECT_EQ(crc32c("", 0), 0U);
    EXPECT_EQ(crc32c("56789", 5, crc32c("1234", 4)), 0xE3069283U) << "in pieces";
}

TEST(SegmentTest, GivesBackWhatWasWritten) {
    const ReadBack read = read_back(segment_of(kBatches));
    EXPECT_EQ(read.batches, kBatches);
    EXPECT_EQ(read.damaged_items, 0U);
    EXPECT_EQ(read.gaps, 0U);
}

TEST(SegmentTest, HoldsFramesOfOneSignal) {
    EXPECT_TRUE(read_back(segment_of(kBatches), SignalType::Traces).batches.empty());
}

TEST(SegmentTest, EveryPrefixHoldsTheBatchesThatAreWhole) {
    const std::string golden = segment_of(kBatches);
    std::size_t most = 0;
    for (std::size_t size = 0; size <= golden.size(); ++size) {
        const ReadBack read = read_back(golden.substr(0, size));
        ASSERT_TRUE(std::equal(read.batches.begin(), read.batches.end(), kBatches.begin())) << size;
        ASSERT_GE(read.batches.size(), most) << size;
        ASSERT_EQ(read.damaged_items, 0U) << size;
        ASSERT_EQ(read.gaps, 0U) << "what was cut off was never whole: " << size;
        most = read.batches.size();
    }
    EXPECT_EQ(most, kBatches.size());
}

TEST(SegmentTest, ADamagedByteCostsAtMostTheBatchItIsIn) {
    const std::string golden = segment_of(kBatches);
    for (std::size_t at = 0; at < golden.size(); ++at) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            std::string damaged = golden;
            damaged[at] = static_cast<char>(static_cast<unsigned char>(damaged[at]) ^ (1U << bit));
            const ReadBack read = read_back(damaged);
            ASSERT_TRUE(is_part_of(read.batches, kBatches)) << at;
            if (at == offsetof(SegmentHeader, version)) {
                ASSERT_TRUE(read.batches.empty()) << "a later version's files are not looked into";
            } else {
                ASSERT_GE(read.batches.size(), kBatches.size() - 1) << at;
                ASSERT_LE(read.gaps + (read.damaged_items != 0 ? 1 : 0), 1U) << at;
            }
        }
    }
}

TEST(SegmentTest, ADamagedBatchIsCountedByItsHeader) {
    std::string damaged = segment_of(kBatches);
    damaged[damaged.find("bbb")] = 'x';
    const ReadBack read = read_back(damaged);
    EXPECT_EQ(read.batches.size(), kBatches.size() - 1);
    EXPECT_EQ(read.damaged_items, 7U);
    EXPECT_EQ(read.gaps, 0U);
}

TEST(SegmentTest, FindsTheNextBatchBehindADamagedHeader) {
    // Further away than one look goes.
    std::vector<Spooled> batches{{"a", std::string(100'000, 'x'), 1}, {"b", "y", 1}};
    std::string damaged = segment_of(batches);
    damaged[sizeof(SegmentHeader) + offsetof(FrameHeader, element_bytes) + 3] = 1;
    const ReadBack read = read_back(damaged);
    ASSERT_EQ(read.batches.size(), 1U);
    EXPECT_EQ(read.batches[0], batches[1]);
    EXPECT_EQ(read.gaps, 1U);
}

TEST(SegmentTest, PutsUpWithAnyBytes) {
    std::mt19937 random(7);
    const std::string golden = segment_of(kBatches);
    for (int round = 0; round < 3000; ++round) {
        std::string bytes = golden;
        for (std::size_t changes = 1 + random() % 24; changes != 0; --changes) {
            const std::size_t at = random() % bytes.size();
            const std::size_t size = random() % 32;
            switch (random() % 4) {
                case 0: bytes[at] = static_cast<char>(random()); break;
                case 1: bytes.insert(at, std::string(size, static_cast<char>(random()))); break;
                case 2: bytes.erase(at, size); break;
                default: bytes.insert(at / 8 * 8, golden.substr(random() % golden.size(), 8 * size)); break;
            }
            if (bytes.empty()) bytes = golden;
        }
        for (const Spooled& batch : read_back(bytes).batches)
            ASSERT_NE(std::find(kBatches.begin(), kBatches.end(), batch), kBatches.end()) << "invented";
    }
}

TEST(SegmentTest, TakesZerosBehindTheLastBatchForNothing) {
    const ReadBack read = read_back(segment_of(kBatches) + std::string(20'000, '\0'));
    EXPECT_EQ(read.batches, kBatches);
    EXPECT_EQ(read.gaps, 0U);
    EXPECT_EQ(read_back(segment_of(kBatches) + std::string(4000, 'x')).gaps, 1U);
}

TEST(SegmentTest, LooksAtNoMoreThanASegmentMayHave) {
    const FileDescriptor file = file_of(segment_of(kBatches));
    ASSERT_EQ(::ftruncate(file.get(), off_t{1} << 40U), 0) << "a terabyte of nothing";
    SegmentReader reader(FileDescriptor(::dup(file.get())), SignalType::Logs);
    std::size_t frames = 0;
    while (reader.next())
        ++frames;
    EXPECT_EQ(frames, kBatches.size());
    EXPECT_LE(reader.position(), SegmentReader::kMaxFileBytes);
}

TEST(SegmentTest, AnUnknownVersionHasNoFrames) {
    std::string later = segment_of(kBatches);
    later[offsetof(SegmentHeader, version)] = 2;
    SegmentReader reader(file_of(later), SignalType::Logs);
    EXPECT_TRUE(reader.is_of_unknown_version());
    EXPECT_EQ(reader.unknown_version(), 2);
    EXPECT_FALSE(reader.next());
}

TEST(SegmentTest, BeginsBehindWhatIsSettled) {
    const std::string golden = segment_of(kBatches);
    SegmentReader whole(file_of(golden), SignalType::Logs);
    const std::uint64_t first_end = whole.next().value().end();
    const auto with_place = [&](std::uint32_t place, std::uint32_t inverted) {
        std::string bytes = golden;
        bytes.replace(offsetof(SegmentHeader, settled_to), 4, reinterpret_cast<const char*>(&place), 4);
        bytes.replace(offsetof(SegmentHeader, settled_to_inverted), 4, reinterpret_cast<const char*>(&inverted), 4);
        return bytes;
    };
    const auto place = static_cast<std::uint32_t>(first_end);
    const ReadBack read = read_back(with_place(place, ~place));
    EXPECT_EQ(read.batches, std::vector<Spooled>(kBatches.begin() + 1, kBatches.end()));
    for (const std::uint32_t wrong : {place + 1, 0xFFFFFFF8U, 8U})
        EXPECT_EQ(read_back(with_place(wrong, ~wrong)).batches, kBatches) << wrong << " is no place in the file";
    EXPECT_EQ(read_back(with_place(place, place)).batches, kBatches) << "rather twice than not at all";
}

TEST(SegmentWriterTest, LeavesTheFileAsItWasWhenTheDiskRefuses) {
    const FileDescriptor file = file_of();
    SegmentWriter writer(FileDescriptor(::dup(file.get())));
    FrameHeader header;
    header.signal = static_cast<std::uint8_t>(SignalType::Logs);
    writer.append(header, "id", "good");
    const std::uint64_t good = writer.bytes();
    ASSERT_EQ(::fcntl(file.get(), F_ADD_SEALS, F_SEAL_GROW), 0);
    EXPECT_THROW(writer.append(header, "id", std::string(10'000, 'x')), std::system_error);
    EXPECT_EQ(writer.bytes(), good);
    EXPECT_EQ(static_cast<std::uint64_t>(::lseek(file.get(), 0, SEEK_END)), good);
}

}  // namespace
}  // namespace telemetryflow::durability
