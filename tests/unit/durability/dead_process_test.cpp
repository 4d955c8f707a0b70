#include "durability/dead_process.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "durability/boot_id.hpp"
#include "durability/mapped_region.hpp"
#include "durability/record_cursor.hpp"
#include "hot/engine.hpp"
#include "hot/log_recorder.hpp"
#include "hot/thread_recorder.hpp"
#include "support/killed_process.hpp"
#include "support/temp_dir.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::durability {
namespace {

namespace fs = std::filesystem;
using hot::Engine;
using test::in_killed_process;

constexpr std::size_t kBytes = 8 * hot::ChunkPool::kChunkBytes;

class DeadProcessTest : public testing::Test {
protected:
    // An engine that records into a folder of its own.
    [[nodiscard]] hot::EngineRef engine(bool described = true) const {
        auto region = std::make_unique<MappedRegion>(state_, kBytes);
        if (described) region->describe({.resource = "resource", .scopes = "s", .instance_id = "i"});
        hot::EngineOptions options;
        options.buffer_bytes = kBytes;
        hot::EngineRef made = Engine::create(options, std::move(region));
        made->open(starter_);
        return made;
    }
    std::vector<std::unique_ptr<DeadProcess>> adopt() { return DeadProcess::adopt_all(state_, faults_); }
    static std::size_t records_of(const DeadProcess& process) {
        std::size_t records = 0;
        for (const RegionChunk& chunk : process.chunks()) {
            RecordCursor cursor(chunk);
            for (std::string_view payload; cursor.next(payload);)
                ++records;
        }
        return records;
    }

    struct NoStarter final : hot::ChildStarter {
        void start_in_child() override {}
    };

    test::TempDir folder_;
    std::shared_ptr<const StateDirectory> state_ = std::make_shared<StateDirectory>(folder_.path(), "shop");
    std::vector<std::string> faults_;
    mutable NoStarter starter_;
};

TEST_F(DeadProcessTest, LeavesEveryRecordWhoseCallReturned) {
    in_killed_process([&] {
        const hot::EngineRef recording = engine();
        for (int i = 0; i < 500; ++i)
            hot::emit_log(*recording, "log " + std::to_string(i), SeverityLevel::Info, {});
    });
    auto dead = adopt();
    ASSERT_EQ(dead.size(), 1U);
    EXPECT_EQ(records_of(*dead[0]), 500U);
    EXPECT_EQ(dead[0]->about().resource, "resource");
    EXPECT_TRUE(adopt().empty()) << "it has an owner now";
    dead.clear();
    dead = adopt();
    ASSERT_EQ(dead.size(), 1U) << "which gave it up without settling it";
    dead[0]->remove();
    EXPECT_TRUE(state_->folders().empty());
    EXPECT_TRUE(faults_.empty());
}

TEST_F(DeadProcessTest, LeavesNoFolderWithoutRecords) {
    in_killed_process([&] { new hot::EngineRef(engine()); });
    in_killed_process([&] { new hot::EngineRef(engine(false)); });
    ASSERT_EQ(state_->folders().size(), 2U);
    EXPECT_TRUE(adopt().empty());
    EXPECT_TRUE(state_->folders().empty());
    { const hot::EngineRef ends = engine(); }
    EXPECT_TRUE(state_->folders().empty()) << "one that ends with nothing left takes its folder away itself";
}

TEST_F(DeadProcessTest, KeepsItsFolderWhenItEndsWithRecordsLeft) {
    {
        const hot::EngineRef recording = engine();
        hot::emit_log(*recording, "left", SeverityLevel::Info, {});
        recording->recorder()->let_go();
        EXPECT_TRUE(adopt().empty()) << "as long as it lives";
        recording->retire();
    }
    const auto dead = adopt();
    ASSERT_EQ(dead.size(), 1U);
    EXPECT_EQ(records_of(*dead[0]), 1U);
}

TEST_F(DeadProcessTest, AForkedChildHasARegionAndAFolderOfItsOwn) {
    const hot::EngineRef recording = engine();
    hot::emit_log(*recording, "parent", SeverityLevel::Info, {});
    in_killed_process([&] {
        for (int i = 0; i < 3; ++i)
            hot::emit_log(*recording, "child", SeverityLevel::Info, {});
        static_cast<MappedRegion&>(recording->pool.memory())
            .describe({.resource = "child", .scopes = "s", .instance_id = "i"});
    });
    EXPECT_EQ(state_->folders().size(), 2U);
    const auto dead = adopt();
    ASSERT_EQ(dead.size(), 1U);
    EXPECT_EQ(dead[0]->about().resource, "child");
    EXPECT_EQ(records_of(*dead[0]), 3U) << "and nothing of the parent's";
    EXPECT_EQ(recording->pool.unsettled_records(SignalType::Logs), 1U);
    EXPECT_EQ(unsettled_chunks({recording->pool.memory().data(), kBytes}).at(0).committed.records, 1U);
}

// As after a power failure: the about of another boot.
TEST_F(DeadProcessTest, BelievesOnlyWhatPagesProveOfAnotherBoot) {
    in_killed_process([&] {
        const hot::EngineRef recording = engine();
        hot::emit_log(*recording, "short", SeverityLevel::Info, {});
        hot::emit_log(*recording, std::string(9000, 'x'), SeverityLevel::Info, {});
    });
    const std::string about = state_->path() + "/" + state_->folders().at(0) + "/about";
    auto dead = adopt();
    ASSERT_EQ(dead.size(), 1U);
    EXPECT_EQ(records_of(*dead[0]), 2U);
    About changed = dead[0]->about();
    EXPECT_EQ(changed.boot_id, boot_id());
    EXPECT_EQ(changed.boot_id.size(), 36U);
    changed.boot_id = "another";
    std::ofstream(about) << changed.to_text();
    dead.clear();
    dead = adopt();
    ASSERT_EQ(dead.size(), 1U);
    EXPECT_EQ(records_of(*dead[0]), 1U) << "nothing tells whether the disk had all pages of the long one";
    EXPECT_EQ(dead[0]->chunks().at(0).committed.records, 2U) << "it is missed";
}

TEST_F(DeadProcessTest, IsWholeInAnotherBootWhereTheDiskHadIt) {
    in_killed_process([&] {
        auto region = std::make_unique<MappedRegion>(state_, kBytes, CommitOptions{});
        region->describe({.resource = "r", .scopes = "s", .instance_id = "i"});
        hot::EngineOptions options;
        options.buffer_bytes = kBytes;
        options.disk_use = hot::DiskUse::PerRecord;
        const hot::EngineRef recording = Engine::create(options, std::move(region));
        recording->open(starter_);
        for (int i = 0; i < 20; ++i)
            hot::emit_log(*recording, std::string(5000, 'x'), SeverityLevel::Info, {});
        ::kill(::getpid(), SIGKILL);
    });
    const std::string about = state_->path() + "/" + state_->folders().at(0) + "/about";
    auto dead = adopt();
    ASSERT_EQ(dead.size(), 1U);
    About changed = dead[0]->about();
    changed.boot_id = "another";
    std::ofstream(about) << changed.to_text();
    dead.clear();
    dead = adopt();
    ASSERT_EQ(dead.size(), 1U);
    EXPECT_EQ(records_of(*dead[0]), 20U);
}

TEST_F(DeadProcessTest, LeavesWhatItHadLostUntilThatIsTold) {
    in_killed_process([&] {
        const hot::EngineRef& recording = *new hot::EngineRef(engine());
        for (int i = 0; i < 3; ++i)
            recording->drops.add(SignalType::Traces, hot::DropReason::RecordTooLarge);
    });
    for (int round = 0; round < 2; ++round) {
        const auto dead = adopt();
        ASSERT_EQ(dead.size(), 1U) << "although it has no records";
        EXPECT_TRUE(dead[0]->chunks().empty());
        const auto& lost = dead[0]->counts().signals[static_cast<std::size_t>(SignalType::Traces)].lost;
        EXPECT_EQ(lost, (std::map<std::string, std::uint64_t>{{"record_too_large", 3}}));
        if (round == 1) dead[0]->counts_are_told();
    }
    EXPECT_TRUE(adopt().empty());
    EXPECT_TRUE(state_->folders().empty());
}

TEST_F(DeadProcessTest, AChildThatNeverRecordsKeepsNobodysFolder) {
    const pid_t parent = ::fork();
    if (parent == 0) {
        const hot::EngineRef recording = engine();
        hot::emit_log(*recording, "parent", SeverityLevel::Info, {});
        if (::fork() == 0) {
            ::usleep(500'000);
            ::_exit(0);
        }
        ::kill(::getpid(), SIGKILL);
    }
    ASSERT_EQ(::waitpid(parent, nullptr, 0), parent);
    // The child lets go before it does anything else, as soon as the system lets it run.
    EXPECT_TRUE(test::wait_until([&] { return adopt().size() == 1; }, std::chrono::milliseconds(400)));
}

TEST_F(DeadProcessTest, BelongsToItsOwnerWhileThatIsStopped) {
    const pid_t owner = ::fork();
    if (owner == 0) {
        const hot::EngineRef recording = engine();
        hot::emit_log(*recording, "stopped", SeverityLevel::Info, {});
        ::raise(SIGSTOP);
        ::pause();
    }
    int status = 0;
    ASSERT_EQ(::waitpid(owner, &status, WUNTRACED), owner);
    ASSERT_TRUE(WIFSTOPPED(status));
    EXPECT_TRUE(adopt().empty());
    ::kill(owner, SIGCONT);
    EXPECT_TRUE(adopt().empty());
    ::kill(owner, SIGKILL);
    ::waitpid(owner, nullptr, 0);
    EXPECT_EQ(adopt().size(), 1U);
}

TEST_F(DeadProcessTest, IsAdoptedByOneOfSixteenStarters) {
    in_killed_process([&] {
        const hot::EngineRef recording = engine();
        hot::emit_log(*recording, "wanted", SeverityLevel::Info, {});
    });
    constexpr int kStarters = 16;
    int go[2];
    int told[2];
    ASSERT_EQ(::pipe(go), 0);
    ASSERT_EQ(::pipe(told), 0);
    std::vector<pid_t> starters;
    for (int i = 0; i < kStarters; ++i) {
        starters.push_back(::fork());
        if (starters.back() != 0) continue;
        ::close(go[1]);
        char any = 0;
        if (::read(go[0], &any, 1) != 0) ::_exit(1);
        const auto dead = adopt();
        const char count = static_cast<char>(dead.size());
        if (::write(told[1], &count, 1) != 1) ::_exit(1);
        ::pause();  // whoever has it keeps it
    }
    ::close(go[1]);
    int adopted = 0;
    for (int i = 0; i < kStarters; ++i) {
        char count = 0;
        ASSERT_EQ(::read(told[0], &count, 1), 1);
        adopted += count;
    }
    EXPECT_EQ(adopted, 1);
    for (const pid_t starter : starters) {
        ::kill(starter, SIGKILL);
        ::waitpid(starter, nullptr, 0);
    }
    for (const int file : {go[0], told[0], told[1]})
        ::close(file);
}

TEST_F(DeadProcessTest, IsLeftAloneWhenItIsOfAnotherVersion) {
    in_killed_process([&] {
        const hot::EngineRef recording = engine();
        hot::emit_log(*recording, "newer", SeverityLevel::Info, {});
    });
    const std::string about = state_->path() + "/" + state_->folders().at(0) + "/about";
    std::ofstream(about) << "telemetryflow state 9\n";
    EXPECT_TRUE(adopt().empty());
    ASSERT_EQ(faults_.size(), 1U);
    EXPECT_EQ(faults_[0], about + " is of another version of the SDK, or damaged");
    EXPECT_EQ(state_->folders().size(), 1U) << "nothing of it is deleted";
}

}  // namespace
}  // namespace telemetryflow::durability
