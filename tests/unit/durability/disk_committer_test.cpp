#include "durability/disk_committer.hpp"

#include <cerrno>
#include <cstring>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "durability/record_cursor.hpp"
#include "hot/chunk_pool.hpp"
#include "hot/engine.hpp"
#include "hot/staging.hpp"
#include "hot/thread_recorder.hpp"
#include "support/wait_until.hpp"
#include "unit/durability/region_image.hpp"

namespace telemetryflow::durability {
namespace {

using namespace std::chrono_literals;
using hot::ChunkPool;
using hot::Engine;
using test::wait_until;

// A disk that is a copy of the region, and answers as the test says.
class FakeDisk {
public:
    explicit FakeDisk(std::span<char> region) : region_(region), image_(region.size()) {}

    int sync() {
        ++syncs;
        while (hangs)
            std::this_thread::sleep_for(1ms);
        const int answer = error;
        const std::lock_guard lock(mutex_);
        if (answer == 0) copy(region_.data(), image_.span().data(), region_.size());
        return answer;
    }
    [[nodiscard]] std::set<std::string> records() {
        const std::lock_guard lock(mutex_);
        std::set<std::string> records;
        for (const RegionChunk& chunk : unsettled_chunks(image_.span())) {
            RecordCursor cursor(chunk);
            for (std::string_view payload; cursor.next(payload);)
                records.emplace(payload);
        }
        return records;
    }

    std::atomic<int> syncs{0};
    std::atomic<int> error{0};
    std::atomic<bool> hangs{false};

private:
    // A disk reads what threads write at the same time; whole words, as they are stored.
    __attribute__((no_sanitize("thread"))) static void copy(const char* from, char* to, std::size_t bytes) {
        for (std::size_t i = 0; i < bytes / sizeof(std::uint64_t); ++i)
            reinterpret_cast<std::uint64_t*>(to)[i] = reinterpret_cast<const std::uint64_t*>(from)[i];
    }

    std::span<char> region_;
    std::mutex mutex_;
    RegionImage image_;
};

class DiskCommitterTest : public testing::Test {
protected:
    static constexpr std::size_t kBytes = 16 * ChunkPool::kChunkBytes;

    DiskCommitterTest() {
        hot::EngineOptions options;
        options.buffer_bytes = kBytes;
        engine_ = Engine::create(options);
        disk_ = std::make_shared<FakeDisk>(region());
    }

    [[nodiscard]] std::unique_ptr<DiskCommitter> committer(CommitOptions options) {
        options.warn = [this](const std::string& what) {
            const std::lock_guard lock(mutex_);
            warnings_.push_back(what);
        };
        return std::make_unique<DiskCommitter>(
            region(), [disk = disk_] { return disk->sync(); }, options);
    }
    void record(const std::string& payload) const {
        ASSERT_TRUE(engine_->recorder()->stage(SignalType::Logs, payload.size(),
                                               [&](char* at) { std::memcpy(at, payload.data(), payload.size()); }));
    }
    [[nodiscard]] std::span<char> region() const { return {engine_->pool.memory().data(), kBytes}; }
    [[nodiscard]] std::vector<std::string> warnings() {
        const std::lock_guard lock(mutex_);
        return warnings_;
    }

    hot::EngineRef engine_;
    std::shared_ptr<FakeDisk> disk_;
    std::mutex mutex_;
    std::vector<std::string> warnings_;
};

TEST_F(DiskCommitterTest, HasTheDiskTakeWhatIsNewAndLeavesItAloneOtherwise) {
    const auto own = committer({.interval = 2ms});
    std::this_thread::sleep_for(20ms);
    EXPECT_EQ(disk_->syncs, 0) << "nothing was recorded";
    for (const char* name : {"first", "second", "third"}) {
        record(name);
        EXPECT_TRUE(wait_until([&] { return disk_->records().contains(name); })) << name;
    }
    const int syncs = disk_->syncs;
    std::this_thread::sleep_for(20ms);
    EXPECT_EQ(disk_->syncs, syncs);
    EXPECT_TRUE(wait_until([&] { return own->counts().succeeded == static_cast<std::uint64_t>(syncs); }));
}

TEST_F(DiskCommitterTest, WaitsForNoIntervalWhenMuchWaits) {
    const auto own = committer({.interval = 1h, .bytes = 1000});
    record("much");
    own->note_recorded(999);
    std::this_thread::sleep_for(20ms);
    EXPECT_EQ(disk_->syncs, 0);
    own->note_recorded(1);
    EXPECT_TRUE(wait_until([&] { return disk_->records().contains("much"); }));
    // Counted anew from there.
    record("more");
    own->note_recorded(1000);
    EXPECT_TRUE(wait_until([&] { return disk_->records().contains("more"); }));
}

TEST_F(DiskCommitterTest, ThreadsThatWaitHaveTheirRecordsOnTheDiskAndShareCommits) {
    const auto own = committer({});
    std::vector<std::thread> threads;
    std::atomic<int> missing{0};
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 50; ++i) {
                const std::string name = std::to_string(t) + " " + std::to_string(i);
                record(name);
                if (!own->wait() || !disk_->records().contains(name)) ++missing;
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(missing, 0);
    EXPECT_LE(disk_->syncs, 400);
    EXPECT_EQ(own->counts().calls_without, 0U);
}

TEST_F(DiskCommitterTest, GoesOnWithoutADiskThatFailsAndWithItWhenItIsMended) {
    disk_->error = EIO;
    const auto own = committer({.interval = 1ms});
    record("unlucky");
    EXPECT_FALSE(own->wait());
    EXPECT_TRUE(own->counts().is_failing);
    EXPECT_FALSE(own->wait()) << "nor does the next call wait for it";
    EXPECT_EQ(own->counts().calls_without, 2U);
    ASSERT_TRUE(wait_until([&] { return own->counts().failed > 3; })) << "it is tried again all the time";
    EXPECT_EQ(warnings().size(), 1U) << "and told once";
    EXPECT_NE(warnings()[0].find("Input/output error"), std::string::npos) << warnings()[0];
    disk_->error = 0;
    EXPECT_TRUE(wait_until([&] { return own->wait(); })) << "by itself";
    EXPECT_TRUE(disk_->records().contains("unlucky")) << "although nothing was recorded since";
    EXPECT_FALSE(own->counts().is_failing);
}

TEST_F(DiskCommitterTest, NobodyWaitsLongForADiskThatDoesNotAnswer) {
    disk_->hangs = true;
    const auto own = committer({.longest_wait = 30ms});
    record("patient");
    EXPECT_FALSE(own->wait());
    const auto before = std::chrono::steady_clock::now();
    for (int i = 0; i < 1000; ++i)
        EXPECT_FALSE(own->wait());
    EXPECT_LT(std::chrono::steady_clock::now() - before, 1000 * 30ms) << "only the first one waits";
    EXPECT_EQ(own->counts().calls_without, 1001U);
    EXPECT_TRUE(own->counts().is_failing);
    disk_->hangs = false;
    EXPECT_TRUE(wait_until([&] { return own->wait(); }));
    EXPECT_TRUE(wait_until([&] { return !warnings().empty(); }));
}

TEST_F(DiskCommitterTest, EndsWithALastCommitWhereThatIsWanted) {
    record("last");
    committer({.interval = 1h})->stop(false);
    EXPECT_EQ(disk_->syncs, 0);
    const auto own = committer({.interval = 1h});
    own->stop(true);
    EXPECT_TRUE(disk_->records().contains("last"));
    EXPECT_FALSE(own->wait()) << "and nobody waits for it afterwards";
}

TEST_F(DiskCommitterTest, LeavesADiskBehindThatDoesNotAnswer) {
    disk_->hangs = true;
    auto own = committer({.interval = 1ms, .longest_wait = 30ms});
    record("stuck");
    ASSERT_TRUE(wait_until([&] { return disk_->syncs != 0; }));
    own->stop(true);
    own.reset();
    disk_->hangs = false;
    EXPECT_TRUE(wait_until([&] { return disk_.use_count() == 1; })) << "until it does";
}

}  // namespace
}  // namespace telemetryflow::durability
