// When the worker asks an exporter for other credentials, and what it does with the answer.

#include <atomic>
#include <stdexcept>

#include <gtest/gtest.h>

#include "support/time_of.hpp"
#include "support/wait_until.hpp"
#include "unit/pipeline/pipeline_harness.hpp"

namespace telemetryflow::tests {
namespace {

using namespace std::chrono_literals;

/// Refuses everything until somebody asked it to renew as often as `renews_at` says; 0: never.
class KeyedExporter final : public Exporter {
public:
    struct State {
        std::atomic<int> renews_at{0};
        std::atomic<int> asked{0};
        std::atomic<int> attempts{0};
        std::atomic<bool> throws{false};
    };
    explicit KeyedExporter(std::shared_ptr<State> state) : state_(std::move(state)) {}

    ExportResult export_batch(const ExportRequest&) override {
        ++state_->attempts;
        if (state_->renews_at != 0 && state_->asked >= state_->renews_at) return {};
        return {.outcome = ExportOutcome::Held, .reason = "http_401", .message = "refused"};
    }
    bool renew_credentials() override {
        const int asked = ++state_->asked;
        if (state_->throws) throw std::runtime_error("tfs_canary");
        return asked == state_->renews_at;
    }

private:
    std::shared_ptr<State> state_;
};

class CredentialsRenewalTest : public ::testing::Test {
protected:
    // A refusal is tried again after an hour: whatever comes sooner comes of other credentials.
    static pipeline::PipelineOptions patient() {
        pipeline::PipelineOptions options;
        options.batch_timeout = 1h;
        options.retry_max_backoff = 1h;
        return options;
    }
    CredentialsRenewalTest() { pipeline_.start(); }

    void log() { hot::emit_log(*engine_, "held", SeverityLevel::Info, {}); }
    pipeline::SignalDelivery logs() { return pipeline_.status().signals[std::size_t(SignalType::Logs)].delivery; }

    std::shared_ptr<KeyedExporter::State> state_ = std::make_shared<KeyedExporter::State>();
    std::shared_ptr<RecordedDiagnostics> diagnostics_ = std::make_shared<RecordedDiagnostics>();
    hot::EngineRef engine_ = hot::Engine::create({});
    pipeline::Pipeline pipeline_{engine_,
                                 std::make_shared<KeyedExporter>(state_),
                                 diagnostics_,
                                 patient(),
                                 [] { return std::string(); },
                                 std::make_shared<pipeline::DeliveryCounts>()};
};

TEST_F(CredentialsRenewalTest, OtherCredentialsAreUsedWithinTheSameFlush) {
    state_->renews_at = 1;
    log();
    EXPECT_TRUE(pipeline_.flush(10s));
    EXPECT_EQ(state_->attempts, 2);
    EXPECT_EQ(logs().delivered, 1U);
    EXPECT_FALSE(logs().held);
}

TEST_F(CredentialsRenewalTest, AreAskedForAgainWhileNothingIsSent) {
    state_->renews_at = 2;
    log();
    EXPECT_FALSE(pipeline_.flush(10s)) << "there are none yet";
    EXPECT_TRUE(logs().held);
    EXPECT_EQ(state_->attempts, 1);
    EXPECT_TRUE(test::wait_until([&] { return logs().delivered == 1; }));
    EXPECT_EQ(state_->attempts, 2) << "with the old ones nothing is tried meanwhile";
}

TEST_F(CredentialsRenewalTest, AreNotAskedForMoreOftenThanEveryTwoSeconds) {
    log();
    const auto taken = test::time_of([&] {
        for (int i = 0; i < 50; ++i)
            pipeline_.flush(10s);
    });
    const int asked = state_->asked;
    EXPECT_GE(asked, 1);
    EXPECT_LE(asked, 1 + taken / 2s);
    EXPECT_TRUE(test::wait_until([&] { return state_->asked > asked; }));
}

TEST_F(CredentialsRenewalTest, AreNotAskedForWhileTelemetryIsAccepted) {
    state_->renews_at = 1;
    state_->asked = 1;
    log();
    EXPECT_TRUE(pipeline_.flush(10s));
    EXPECT_EQ(state_->asked, 1);
}

TEST_F(CredentialsRenewalTest, AnExceptionIsSaidAndChangesNothing) {
    state_->throws = true;
    log();
    EXPECT_FALSE(pipeline_.flush(10s));
    EXPECT_TRUE(logs().held);
    std::string said;
    for (const std::string& line : diagnostics_->lines())
        said += line + '\n';
    EXPECT_NE(said.find("credentials: "), std::string::npos) << said;
    EXPECT_EQ(said.find("canary"), std::string::npos) << said;
    EXPECT_EQ(pipeline_.status().signals[std::size_t(SignalType::Logs)].in_memory, 1U);
}

}  // namespace
}  // namespace telemetryflow::tests
