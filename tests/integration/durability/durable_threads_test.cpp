// Threads record while what they record outlives the process, the backend comes and goes, and somebody looks. Runs
// under ThreadSanitizer.

#include <array>
#include <atomic>
#include <filesystem>
#include <iterator>
#include <optional>
#include <thread>

#include "integration/lifecycle/lifecycle_client.hpp"
#include "support/filesystem_type.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::tests {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

struct Mode {
    const char* name;
    Durability durability;
    bool is_mapped;
};

class DurableThreadsTest : public ::testing::TestWithParam<Mode> {
protected:
    DurableThreadsTest() {
        if (!GetParam().is_mapped) network_.emplace(test::FilesystemType::kNfs);
    }
    [[nodiscard]] TelemetryConfig config() const {
        TelemetryConfig config = quiet_config();
        config.state_directory = folder_.file("state");
        config.durability = GetParam().durability;
        config.commit_interval = 2ms;
        config.buffer_bytes = 1U << 20U;
        config.spool_max_bytes = 1U << 20U;
        config.batch_max_size = 64;
        config.batch_timeout = 2ms;
        config.overflow_policy = OverflowPolicy::Block;
        config.overflow_timeout = 10s;
        return config;
    }
    [[nodiscard]] std::ptrdiff_t folders() const {
        return std::distance(fs::directory_iterator(folder_.file("state/test-service")), fs::directory_iterator());
    }
    // Delivers one request of three, or all, and adds up what is in them.
    void answer(Backend& backend, bool always) {
        backend.answer([this, always](const ExportRequest& request) {
            if (!always && attempts_.fetch_add(1) % 3 != 0) return result(ExportOutcome::Retryable);
            if (request.signal != SignalType::Metrics) delivered_ += request.items;
            return ExportResult{};
        });
    }

    test::TempDir folder_;
    std::optional<test::FilesystemType> network_;
    std::atomic<unsigned> attempts_{0};
    std::atomic<std::uint64_t> delivered_{0};
};

TEST_P(DurableThreadsTest, LoseNothingThatIsNotCounted) {
    constexpr int kThreads = 4;
    const int records = GetParam().durability == Durability::Sync ? 100 : 1'500;
    std::uint64_t dropped = 0;
    {
        const auto backend = std::make_shared<Backend>();
        answer(*backend, false);
        TelemetryFlowClient own = make_client(backend, config());
        own.initialize();
        std::atomic<bool> is_over{false};
        std::thread looking([&] {
            while (!is_over) {
                own.flush(1ms);
                static_cast<void>(own.get_status());
                own.query(GetHealthQuery{.include_components = true});
                own.increment_counter("looks");
            }
        });
        std::vector<std::thread> recording;
        for (int thread = 0; thread < kThreads; ++thread) {
            recording.emplace_back([&] {
                for (int i = 0; i < records; ++i) {
                    const Span span = own.span("span");
                    own.log_info(std::string(i % 50 == 0 ? 40'000 : 200, 'x'));
                }
            });
        }
        for (std::thread& thread : recording)
            thread.join();
        is_over = true;
        looking.join();
        own.shutdown(20ms);
        const SDKStatusResult status = own.get_status();
        expect_balanced(status);
        dropped = status.of(SignalType::Logs).dropped_total() + status.of(SignalType::Traces).dropped_total();
    }
    const auto backend = std::make_shared<Backend>();
    answer(*backend, true);
    TelemetryFlowClient next = make_client(backend, config());
    next.initialize();
    ASSERT_TRUE(test::wait_until([&] { return folders() == 1; })) << "what the first one left is delivered";
    const SDKStatusResult status = next.get_status();
    for (const SignalType signal : {SignalType::Logs, SignalType::Traces}) {
        for (const auto& [reason, count] : status.recovered[static_cast<std::size_t>(signal)].dropped)
            dropped += count;
    }
    EXPECT_EQ(delivered_ + dropped, 2U * kThreads * static_cast<unsigned>(records));
}

INSTANTIATE_TEST_SUITE_P(Modes, DurableThreadsTest,
                         testing::Values(Mode{"Process", Durability::Process, true},
                                         Mode{"Disk", Durability::Disk, true}, Mode{"Sync", Durability::Sync, true},
                                         Mode{"NotMapped", Durability::Process, false}),
                         [](const auto& mode) { return mode.param.name; });

}  // namespace
}  // namespace telemetryflow::tests
