#include "durability/spool.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "durability/process_directory.hpp"
#include "durability/segment_header.hpp"
#include "support/failing_call.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::durability {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kSegment = 64U << 10U;

class SpoolTest : public testing::Test {
protected:
    // As small as segments get.
    static constexpr SpoolLimits kLimits{.max_bytes = 1U << 20U, .min_free_bytes = 0};

    struct Batch {
        std::string id;
        std::string elements;
        std::uint64_t items = 0;
    };

    void add(const std::string& elements, std::uint64_t items = 1, SignalType signal = SignalType::Logs,
             std::uint64_t now = 100) {
        spool_->append(signal, "id-" + elements.substr(0, 20), elements, items, now, kLimits);
    }
    // So many batches as fill `segments` of them.
    int fill(int segments, SignalType signal = SignalType::Logs) {
        int batches = 0;
        while (files().size() < static_cast<std::size_t>(segments) || last_file_has_room())
            add(std::to_string(batches++) + std::string(10'000, ' '), 2, signal);
        return batches;
    }
    std::optional<Batch> next(SignalType signal = SignalType::Logs, std::uint64_t expired_before = 0) {
        Batch batch;
        const auto room = [&](std::size_t bytes) {
            batch.elements.resize(bytes);
            return batch.elements.data();
        };
        const auto header = spool_->next(signal, expired_before, batch.id, room);
        if (!header) return std::nullopt;
        batch.items = header->items;
        return batch;
    }
    // Everything, one after the other.
    std::vector<std::string> drain(SignalType signal = SignalType::Logs) {
        std::vector<std::string> all;
        for (auto batch = next(signal); batch; batch = next(signal)) {
            all.push_back(batch->elements.substr(0, batch->elements.find(' ')));
            spool_->settle(signal);
        }
        return all;
    }
    void reopen() { spool_ = std::make_unique<Spool>(process_.segments()); }
    [[nodiscard]] std::vector<fs::path> files() const {
        std::vector<fs::path> found;
        for (const SegmentFolder::Entry& entry : process_.segments().segments())
            found.emplace_back(path_ + "/" + entry.name.to_text());
        return found;
    }
    [[nodiscard]] bool last_file_has_room() const {
        return files().empty() || fs::file_size(files().back()) + 10'200 < kSegment;
    }
    [[nodiscard]] std::uint64_t bytes_of_files() const {
        std::uint64_t bytes = 0;
        for (const fs::path& file : files())
            bytes += fs::file_size(file);
        return bytes;
    }
    void overwrite(const fs::path& file, std::streamoff at, const std::string& bytes) const {
        std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
        out.seekp(at);
        out << bytes;
    }
    static std::uint64_t logs(const SpoolReport::Items& items) {
        return items[static_cast<std::size_t>(SignalType::Logs)];
    }
    static std::vector<std::string> numbers(int from, int to) {
        std::vector<std::string> all;
        for (int i = from; i < to; ++i)
            all.push_back(std::to_string(i));
        return all;
    }

    test::TempDir temp_;
    std::shared_ptr<const StateDirectory> state_ = std::make_shared<StateDirectory>(temp_.path(), "shop");
    ProcessDirectory process_{state_, 64U << 10U};
    std::string path_ = state_->path() + "/" + process_.name();
    std::unique_ptr<Spool> spool_ = std::make_unique<Spool>(process_.segments());
};

TEST_F(SpoolTest, GivesBatchesBackAsTheyWereInTheirOrder) {
    EXPECT_FALSE(spool_->has(SignalType::Logs));
    add("first", 3);
    add("second", 5);
    EXPECT_TRUE(spool_->has(SignalType::Logs));
    EXPECT_FALSE(spool_->has(SignalType::Traces));
    const auto batch = next();
    ASSERT_TRUE(batch);
    EXPECT_EQ(batch->id, "id-first");
    EXPECT_EQ(batch->elements, "first");
    EXPECT_EQ(batch->items, 3U);
    spool_->settle(SignalType::Logs);
    EXPECT_EQ(drain(), std::vector<std::string>{"second"});
    EXPECT_TRUE(files().empty()) << "deleted with the last batch";
    EXPECT_TRUE(spool_->is_empty());
    EXPECT_EQ(spool_->bytes(), 0U);
    add("third");
    EXPECT_EQ(drain(), std::vector<std::string>{"third"});
}

TEST_F(SpoolTest, KeepsSignalsApart) {
    add("log");
    add("span", 1, SignalType::Traces);
    add("metric", 1, SignalType::Metrics);
    EXPECT_EQ(drain(SignalType::Traces), std::vector<std::string>{"span"});
    EXPECT_EQ(drain(SignalType::Metrics), std::vector<std::string>{"metric"});
    EXPECT_EQ(drain(), std::vector<std::string>{"log"});
}

TEST_F(SpoolTest, GoesFromFileToFileWhileMoreIsAdded) {
    const int batches = fill(3);
    EXPECT_EQ(files().size(), 3U);
    for (const fs::path& file : files())
        EXPECT_LE(fs::file_size(file), kSegment);
    EXPECT_EQ(spool_->bytes(), bytes_of_files());
    for (int i = 0; i < batches; ++i) {
        ASSERT_EQ(next()->elements.substr(0, 3), (std::to_string(i) + "  ").substr(0, 3));
        spool_->settle(SignalType::Logs);
        add(std::to_string(batches + i) + std::string(10'000, ' '), 2);
        ASSERT_EQ(spool_->bytes(), bytes_of_files());
    }
    EXPECT_EQ(drain(), numbers(batches, 2 * batches));
}

TEST_F(SpoolTest, AFileIsDeletedWhenAllOfItIsSettledAndNotBefore) {
    const int batches = fill(1);
    for (int i = 0; i < batches; ++i) {
        ASSERT_TRUE(next());
        EXPECT_EQ(files().size(), 1U);
        spool_->settle(SignalType::Logs);
    }
    EXPECT_TRUE(files().empty());
}

TEST_F(SpoolTest, TheNextOneGoesOnBehindWhatIsSettled) {
    const int batches = fill(2);
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(next());
        spool_->settle(SignalType::Logs);
    }
    ASSERT_TRUE(next()) << "on its way, and not settled";
    reopen();
    EXPECT_EQ(drain(), numbers(3, batches));
    EXPECT_EQ(logs(spool_->take_report().corrupt), 0U);
    EXPECT_TRUE(files().empty());
}

TEST_F(SpoolTest, TakesBackWhatWasNotSent) {
    add("0");
    add("1");
    ASSERT_TRUE(next());
    spool_->take_back(SignalType::Logs);
    EXPECT_EQ(drain(), numbers(0, 2));
}

TEST_F(SpoolTest, TellsHowFarItHasCome) {
    add("0");
    add("1");
    EXPECT_GT(spool_->last_added(SignalType::Logs), spool_->last_taken(SignalType::Logs));
    EXPECT_EQ(drain().size(), 2U);
    EXPECT_EQ(spool_->last_added(SignalType::Logs), spool_->last_taken(SignalType::Logs));
}

TEST_F(SpoolTest, DropsTheOldestFileAndCountsItsItems) {
    fill(2);
    add("span", 7, SignalType::Traces);
    const std::uint64_t first = fs::file_size(files()[0]);
    const std::uint64_t before = spool_->bytes();
    ASSERT_TRUE(spool_->drop_oldest());
    EXPECT_EQ(spool_->bytes(), before - first);
    EXPECT_EQ(spool_->bytes(), bytes_of_files());
    const SpoolReport report = spool_->take_report();
    EXPECT_EQ(logs(report.full), 2 * (first / 10'000));
    EXPECT_EQ(report.full[static_cast<std::size_t>(SignalType::Traces)], 0U);
    ASSERT_TRUE(spool_->drop_oldest());
    ASSERT_TRUE(spool_->drop_oldest());
    EXPECT_EQ(spool_->take_report().full[static_cast<std::size_t>(SignalType::Traces)], 7U);
    EXPECT_FALSE(spool_->drop_oldest());
    EXPECT_TRUE(files().empty());
}

TEST_F(SpoolTest, HasItsLossesCountedBeforeTheirFileGoes) {
    fill(1);
    add("one" + std::string(10'000, ' '), 3);
    overwrite(files()[1], static_cast<std::streamoff>(fs::file_size(files()[1])) - 40, "rot");
    const std::size_t all = files().size();
    std::vector<std::size_t> still_there;
    spool_->count_losses_by([&] {
        EXPECT_TRUE(spool_->take_report().has_losses());
        still_there.push_back(files().size());
    });
    ASSERT_TRUE(spool_->drop_oldest());
    EXPECT_FALSE(next());
    EXPECT_EQ(still_there, (std::vector<std::size_t>{all, all - 1}));
    EXPECT_TRUE(files().empty());
}

TEST_F(SpoolTest, DoesNotDropWhatIsOnItsWay) {
    add("0", 5);
    add("1", 6);
    ASSERT_TRUE(next());
    ASSERT_TRUE(spool_->drop_oldest());
    EXPECT_EQ(logs(spool_->take_report().full), 6U) << "the other one is sent";
    EXPECT_FALSE(spool_->is_empty());
    spool_->settle(SignalType::Logs);
    EXPECT_TRUE(spool_->is_empty());
    add("2", 8);
    ASSERT_TRUE(next());
    ASSERT_TRUE(spool_->drop_oldest());
    spool_->take_back(SignalType::Logs);
    EXPECT_EQ(logs(spool_->take_report().full), 8U) << "it was not sent after all";
}

TEST_F(SpoolTest, CountsTheItemsOfAFileThatItNeverReadWhenItDropsIt) {
    const int batches = fill(1);
    ASSERT_TRUE(next());
    spool_->settle(SignalType::Logs);
    reopen();
    ASSERT_TRUE(spool_->drop_oldest());
    EXPECT_EQ(logs(spool_->take_report().full), 2U * static_cast<unsigned>(batches - 1));
}

TEST_F(SpoolTest, DropsWhatIsTooOldAndCountsIt) {
    add("old", 3, SignalType::Logs, 100);
    add("older than the next one", 4, SignalType::Logs, 199);
    add("new", 5, SignalType::Logs, 200);
    EXPECT_EQ(next(SignalType::Logs, 200)->elements, "new");
    EXPECT_EQ(logs(spool_->take_report().expired), 7U);
    spool_->settle(SignalType::Logs);
    add("old", 6, SignalType::Logs, 100);
    EXPECT_FALSE(next(SignalType::Logs, 200));
    EXPECT_TRUE(files().empty());
    EXPECT_EQ(logs(spool_->take_report().expired), 6U);
}

TEST_F(SpoolTest, ADamagedBatchIsCountedAndTheOthersAreGiven) {
    add("0", 2);
    add("1", 3);
    add("2", 4);
    // The second one's id: a frame with four bytes of id and one of elements takes 56.
    overwrite(files()[0], sizeof(SegmentHeader) + 56 + sizeof(FrameHeader), "~~~");
    EXPECT_EQ(drain(), (std::vector<std::string>{"0", "2"}));
    const SpoolReport report = spool_->take_report();
    EXPECT_EQ(logs(report.corrupt), 3U);
    EXPECT_TRUE(report.faults.empty());
    EXPECT_TRUE(files().empty());
}

TEST_F(SpoolTest, AFileOfWhichNothingCanBeReadIsKeptElsewhere) {
    add("0", 2);
    add("1", 3);
    const std::string name = files()[0].filename();
    overwrite(files()[0], 0, std::string(fs::file_size(files()[0]), '~'));
    const auto moved = [&] { return fs::exists(state_->path() + "/quarantine-" + process_.name() + "-" + name); };
    ASSERT_FALSE(moved());
    EXPECT_FALSE(next());
    SpoolReport report = spool_->take_report();
    EXPECT_EQ(logs(report.corrupt), 5U) << "who wrote them knows how many they were";
    ASSERT_EQ(report.faults.size(), 1U);
    EXPECT_NE(report.faults[0].find("nothing that can be read"), std::string::npos);
    EXPECT_TRUE(moved());
    EXPECT_TRUE(files().empty());
    EXPECT_TRUE(spool_->is_empty());
    fs::rename(state_->path() + "/quarantine-" + process_.name() + "-" + name, path_ + "/" + name);
    reopen();
    EXPECT_FALSE(next());
    EXPECT_EQ(logs(spool_->take_report().corrupt), 1U) << "and who does not counts one";
}

TEST_F(SpoolTest, AFileOfALaterVersionStaysWhereItIs) {
    add("0");
    overwrite(files()[0], offsetof(SegmentHeader, version), "\x02");
    add(std::string(kSegment, 'x'));
    reopen();
    EXPECT_EQ(drain().size(), 1U) << "the one behind it";
    EXPECT_EQ(files().size(), 1U);
    EXPECT_FALSE(spool_->is_empty());
    EXPECT_FALSE(spool_->has_any());
    const SpoolReport report = spool_->take_report();
    EXPECT_EQ(logs(report.corrupt), 0U);
    ASSERT_EQ(report.faults.size(), 1U);
    EXPECT_NE(report.faults[0].find("of version 2"), std::string::npos);
}

TEST_F(SpoolTest, AFileThatSomebodyTookAwayIsCounted) {
    add("0", 4);
    add(std::string(kSegment, 'x'), 1);
    fs::remove(files()[0]);
    EXPECT_EQ(drain().size(), 1U);
    const SpoolReport report = spool_->take_report();
    EXPECT_EQ(logs(report.corrupt), 4U);
    EXPECT_EQ(report.faults.size(), 1U);
}

TEST_F(SpoolTest, TakesAwayFilesWhoseWritersWereKilledAtTheFirstBatch) {
    for (const std::size_t size : {0U, 7U, 16U, 63U}) {
        const SegmentName name{.sequence = size + 1, .signal = SignalType::Logs};
        std::ofstream(path_ + "/" + name.to_text()) << std::string(size, 'x');
    }
    reopen();
    EXPECT_TRUE(files().empty());
    EXPECT_TRUE(spool_->is_empty());
    EXPECT_TRUE(spool_->take_report().faults.empty());
}

TEST_F(SpoolTest, WaitsUntilDescriptorsAreToBeHadAgain) {
    add("0");
    {
        const test::FailingCall none(test::FileCall::Kind::Open, EMFILE);
        EXPECT_THROW(next(), std::system_error);
        EXPECT_THROW(add("1"), std::system_error);
        EXPECT_EQ(none.count(), 2U);
    }
    EXPECT_TRUE(spool_->take_report().faults.empty()) << "it says nothing about the file";
    EXPECT_EQ(drain(), std::vector<std::string>{"0"});
}

TEST_F(SpoolTest, AFileThatTheDiskDoesNotGiveStaysForTheNextOneAndHoldsUpNoOther) {
    add("0");
    add("1");
    ASSERT_TRUE(next());
    spool_->settle(SignalType::Logs);
    add(std::string(kSegment, 'x'));
    // Its header, the frame's, and the batch.
    for (unsigned read = 1; read <= 3; ++read) {
        const test::FailingCall bad(test::FileCall::Kind::Read, EIO, read);
        const auto other = next();
        ASSERT_TRUE(other) << read;
        EXPECT_EQ(other->elements, std::string(kSegment, 'x')) << read;
        spool_->take_back(SignalType::Logs);
        const SpoolReport report = spool_->take_report();
        ASSERT_EQ(report.faults.size(), 1U);
        EXPECT_NE(report.faults[0].find("cannot be read"), std::string::npos);
        EXPECT_EQ(logs(report.corrupt), 0U) << "nothing says that it is lost";
        EXPECT_FALSE(spool_->is_empty());
        reopen();
    }
    EXPECT_EQ(next()->elements, "1");
}

TEST_F(SpoolTest, WhatTheDiskRefusesIsNotInIt) {
    // A limit on files' sizes is a disk that becomes full in the middle of a batch.
    const pid_t child = ::fork();
    if (child == 0) {
        ::signal(SIGXFSZ, SIG_IGN);
        add("0", 2);
        const rlimit little{.rlim_cur = 500, .rlim_max = RLIM_INFINITY};
        if (::setrlimit(RLIMIT_FSIZE, &little) != 0) ::_exit(2);
        try {
            add(std::string(1000, '1'), 3);
            ::_exit(3);
        } catch (const std::system_error& error) {
            if (error.code() != std::errc::file_too_large) ::_exit(4);
        }
        try {
            add(std::string(1000, '2'), 3);
            ::_exit(5);
        } catch (const std::system_error&) {
        }
        const rlimit enough{.rlim_cur = 1U << 20U, .rlim_max = RLIM_INFINITY};
        if (::setrlimit(RLIMIT_FSIZE, &enough) != 0) ::_exit(6);
        add("3", 4);
        ::_exit(spool_->bytes() == bytes_of_files() && files().size() == 2 ? 0 : 7);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    ASSERT_EQ(WEXITSTATUS(status), 0);
    reopen();
    EXPECT_EQ(drain(), (std::vector<std::string>{"0", "3"})) << "and a new file was begun, not the old one trusted";
    EXPECT_EQ(logs(spool_->take_report().corrupt), 0U);
}

TEST_F(SpoolTest, LeavesTheDiskWhatItHasToLeave) {
    SpoolLimits limits = kLimits;
    limits.min_free_bytes = std::uint64_t{1} << 60U;
    try {
        spool_->append(SignalType::Logs, "id", "0", 1, 100, limits);
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find("the disk has less than"), std::string::npos);
    }
    EXPECT_TRUE(files().empty());
}

TEST_F(SpoolTest, RefusesWhatNobodyCouldReadBack) {
    EXPECT_THROW(add(std::string(FrameHeader::kMaxElementBytes + 1, 'x')), std::runtime_error);
    EXPECT_THROW(spool_->append(SignalType::Logs, std::string(300, 'i'), "x", 1, 100, kLimits), std::runtime_error);
    add(std::string(FrameHeader::kMaxElementBytes, 'x'));
    EXPECT_EQ(next()->elements.size(), FrameHeader::kMaxElementBytes);
}

TEST_F(SpoolTest, TouchesNothingThatWasGivenUp) {
    add("0");
    add("1");
    ASSERT_TRUE(next());
    spool_->give_up();
    spool_->settle(SignalType::Logs);
    EXPECT_FALSE(next());
    EXPECT_FALSE(spool_->drop_oldest());
    EXPECT_THROW(add("2"), std::runtime_error);
    reopen();
    EXPECT_EQ(drain(), numbers(0, 2));
}

}  // namespace
}  // namespace telemetryflow::durability
