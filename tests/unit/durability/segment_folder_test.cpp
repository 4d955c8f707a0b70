#include "durability/segment_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "durability/process_directory.hpp"
#include "durability/segment_reader.hpp"
#include "durability/segment_writer.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::durability {
namespace {

namespace fs = std::filesystem;

class SegmentFolderTest : public testing::Test {
protected:
    void write(const SegmentName& name, const std::string& elements) {
        SegmentWriter writer(folder_.make(name));
        FrameHeader header;
        header.signal = static_cast<std::uint8_t>(name.signal);
        writer.append(header, "id", elements);
    }
    [[nodiscard]] std::string process_path() const { return state_->path() + "/" + process_.name(); }
    [[nodiscard]] std::size_t quarantined() const {
        const fs::directory_iterator all(state_->path());
        return static_cast<std::size_t>(std::count_if(begin(all), end(all), [](const fs::directory_entry& file) {
            return file.path().filename().string().starts_with("quarantine-");
        }));
    }

    test::TempDir temp_;
    std::shared_ptr<const StateDirectory> state_ = std::make_shared<StateDirectory>(temp_.path(), "shop");
    ProcessDirectory process_{state_, 64U << 10U};
    SegmentFolder folder_ = process_.segments();
};

TEST(SegmentNameTest, IsReadAsItIsWritten) {
    const SegmentName name{.sequence = 0x1F, .signal = SignalType::Traces};
    EXPECT_EQ(name.to_text(), "segment-000000000000001f-traces");
    const auto read = SegmentName::from_text(name.to_text());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->sequence, 0x1FU);
    EXPECT_EQ(read->signal, SignalType::Traces);
    for (const char* other :
         {"", "segment-", "segment-000000000000001f", "segment-000000000000001f-", "segment-000000000000001f-spans",
          "segment-000000000000001F-traces", "segment-000000000000001g-traces", "segment-00000000000001f-traces",
          "segment-000000000000001f-traces ", "segment-000000000000001f-Traces", "region"})
        EXPECT_FALSE(SegmentName::from_text(other)) << other;
}

TEST_F(SegmentFolderTest, ListsSegmentsInTheirOrderForTheUserAlone) {
    const mode_t before = ::umask(0);
    write({.sequence = 0x20, .signal = SignalType::Logs}, "c");
    write({.sequence = 3, .signal = SignalType::Traces}, "a");
    write({.sequence = 0x10, .signal = SignalType::Logs}, "b");
    ::umask(before);
    std::vector<std::uint64_t> sequences;
    for (const SegmentFolder::Entry& entry : folder_.segments()) {
        sequences.push_back(entry.name.sequence);
        const fs::path file = process_path() + "/" + entry.name.to_text();
        EXPECT_EQ(fs::status(file).permissions(), fs::perms(0600));
        EXPECT_EQ(entry.bytes, fs::file_size(file));
    }
    EXPECT_EQ(sequences, (std::vector<std::uint64_t>{3, 0x10, 0x20})) << "and neither region nor lock";
}

TEST_F(SegmentFolderTest, RecordsWhatIsSettledInTheFile) {
    const SegmentName name{.sequence = 1, .signal = SignalType::Logs};
    write(name, "elements");
    SegmentReader before(folder_.open(name), SignalType::Logs);
    const auto frame = before.next();
    ASSERT_TRUE(frame);
    EXPECT_TRUE(folder_.settle(name, frame->end()));
    EXPECT_FALSE(SegmentReader(folder_.open(name), SignalType::Logs).next());
    EXPECT_FALSE(folder_.settle({.sequence = 2, .signal = SignalType::Logs}, frame->end()));
}

TEST_F(SegmentFolderTest, NeverTakesAFileThatIsThereOrALink) {
    const SegmentName name{.sequence = 1, .signal = SignalType::Logs};
    fs::create_symlink(temp_.write("elsewhere", "x"), process_path() + "/" + name.to_text());
    EXPECT_THROW(static_cast<void>(folder_.make(name)), std::system_error);
    EXPECT_THROW(static_cast<void>(folder_.open(name)), std::system_error);
    EXPECT_TRUE(folder_.segments().empty());
}

TEST_F(SegmentFolderTest, KeepsABoundedNumberOfFilesInQuarantine) {
    for (std::uint64_t sequence = 1; sequence <= SegmentFolder::kMaxQuarantined + 5; ++sequence) {
        const SegmentName name{.sequence = sequence, .signal = SignalType::Logs};
        write(name, "x");
        EXPECT_TRUE(folder_.quarantine(name));
    }
    EXPECT_TRUE(folder_.segments().empty());
    EXPECT_EQ(quarantined(), SegmentFolder::kMaxQuarantined);
}

TEST_F(SegmentFolderTest, KeepsABoundedNumberOfBytesInQuarantine) {
    for (std::uint64_t sequence = 1; sequence <= 3; ++sequence) {
        const SegmentName name{.sequence = sequence, .signal = SignalType::Logs};
        const FileDescriptor file = folder_.make(name);
        ASSERT_EQ(::ftruncate(file.get(), SegmentFolder::kMaxQuarantinedBytes / 2), 0);
        EXPECT_TRUE(folder_.quarantine(name));
    }
    EXPECT_TRUE(folder_.segments().empty());
    EXPECT_EQ(quarantined(), 2U);
}

TEST_F(SegmentFolderTest, AForkedChildsCopyDoesNothing) {
    const SegmentName name{.sequence = 1, .signal = SignalType::Logs};
    write(name, "x");
    SegmentFolder copy = process_.segments();
    copy.forget();
    EXPECT_THROW(static_cast<void>(copy.segments()), std::system_error);
    EXPECT_THROW(static_cast<void>(copy.make({.sequence = 2, .signal = SignalType::Logs})), std::system_error);
    EXPECT_FALSE(copy.remove(name));
    EXPECT_EQ(folder_.segments().size(), 1U);
    EXPECT_TRUE(folder_.remove(name));
    EXPECT_TRUE(folder_.segments().empty());
}

TEST_F(SegmentFolderTest, KnowsWhatTheDiskHasLeft) {
    EXPECT_NO_THROW(folder_.make_durable());
    const fs::space_info space = fs::space(state_->path());
    EXPECT_LE(folder_.free_bytes(), space.capacity);
    EXPECT_GT(folder_.free_bytes(), 0U);
}

}  // namespace
}  // namespace telemetryflow::durability
