// What a long outage left on disk is recovered with the memory of a few batches, however much it is.

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "telemetryflow/telemetryflow.hpp"

#include "support/killed_process.hpp"
#include "support/temp_dir.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::tests {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::uint64_t kBacklog = 64U << 20U;
// The request under way and the one that is built, the worker's stack, and what the heap keeps of them.
constexpr std::uint64_t kMost = 8U << 20U;

class Quiet final : public Diagnostics {
public:
    void report(DiagnosticLevel, std::string_view, std::string_view) noexcept override {}
};

class DeadExporter final : public Exporter {
public:
    ExportResult export_batch(const ExportRequest&) override {
        return {.outcome = ExportOutcome::Retryable, .reason = "connect"};
    }
};

// Bytes in memory that no file stands behind.
std::uint64_t anonymous_bytes() {
    std::ifstream status("/proc/self/status");
    std::uint64_t kib = 0;
    for (std::string word; status >> word;) {
        if (word == "RssAnon:") status >> kib;
    }
    return kib * 1024;
}

struct Seen {
    std::atomic<std::uint64_t> items{0};
    std::atomic<std::uint64_t> most_memory{0};
};

class WatchingExporter final : public Exporter {
public:
    explicit WatchingExporter(std::shared_ptr<Seen> seen) : seen_(std::move(seen)) {}
    ExportResult export_batch(const ExportRequest& request) override {
        seen_->items += request.items;
        seen_->most_memory = std::max<std::uint64_t>(seen_->most_memory, anonymous_bytes());
        return {};
    }

private:
    const std::shared_ptr<Seen> seen_;
};

TEST(RecoveryMemoryTest, IsThatOfAFewBatchesHoweverMuchWasLeft) {
    const test::TempDir folder;
    TelemetryConfig config = TelemetryConfig::create(Credentials("tfk_a", "tfs_b"), "127.0.0.1:4317", "backlog");
    config.state_directory = folder.path();
    config.rate_limit = 0;
    config.spool_max_bytes = 2 * kBacklog;
    config.overflow_policy = OverflowPolicy::Block;
    config.overflow_timeout = 1min;
    const auto backlog = [&] {
        std::uint64_t bytes = 0;
        std::error_code gone;
        for (fs::recursive_directory_iterator at(folder.path(), gone), end; at != end; at.increment(gone)) {
            if (at->path().filename().string().starts_with("segment-")) bytes += at->file_size(gone);
        }
        return bytes;
    };
    std::uint64_t recorded = 0;
    test::in_killed_process([&] {
        TelemetryConfig down = config;
        down.max_retries = 0;
        down.retry_backoff = down.retry_max_backoff = 1ms;
        auto* const client = new TelemetryFlowClient(
            down, {.exporter = std::make_unique<DeadExporter>(), .diagnostics = std::make_unique<Quiet>()});
        client->initialize();
        while (backlog() < kBacklog) {
            for (int i = 0; i < 1000; ++i, ++recorded)
                client->log_info(std::string(1000, 'b'));
        }
        std::ofstream(folder.file("recorded")) << recorded;
    });
    std::ifstream(folder.file("recorded")) >> recorded;
    ASSERT_GT(recorded, kBacklog / 1200);

    const auto seen = std::make_shared<Seen>();
    const std::uint64_t before = anonymous_bytes();
    TelemetryFlowClient client(
        config, {.exporter = std::make_unique<WatchingExporter>(seen), .diagnostics = std::make_unique<Quiet>()});
    client.initialize();
    ASSERT_TRUE(test::wait_until([&] { return seen->items >= recorded; }, 60s));
    EXPECT_GT(seen->most_memory, 0U);
    EXPECT_LE(seen->most_memory - std::min<std::uint64_t>(before, seen->most_memory), kMost);
}

}  // namespace
}  // namespace telemetryflow::tests
