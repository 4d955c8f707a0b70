#pragma once

// A real client over an exporter that a test scripts: every attempt is kept and answered as the test says. What arrived
// is counted in items and looked for by its bytes.

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "telemetryflow/telemetryflow.hpp"

#include "support/wait_until.hpp"

namespace telemetryflow::tests {

/// Keeps what the client says about itself.
class KeptDiagnostics final : public Diagnostics {
public:
    void report(DiagnosticLevel, std::string_view topic, std::string_view message) noexcept override {
        const std::lock_guard lock(mutex_);
        text_ += std::string(topic) + ": " + std::string(message) + '\n';
    }
    [[nodiscard]] std::string text() const {
        const std::lock_guard lock(mutex_);
        return text_;
    }

private:
    mutable std::mutex mutex_;
    std::string text_;
};

inline ExportResult result(ExportOutcome outcome, std::string reason = "scripted") {
    ExportResult answer;
    answer.outcome = outcome;
    answer.reason = std::move(reason);
    answer.message = "a scripted answer";
    return answer;
}

/// What an exporter was given and what it answers; outlives the client.
class Backend {
public:
    struct Attempt {
        SignalType signal;
        std::string body;
        std::uint64_t items;
        std::string batch_id;
        std::chrono::steady_clock::time_point at;
    };
    using Answer = std::function<ExportResult(const ExportRequest&)>;

    void answer(Answer answer) {
        const std::lock_guard lock(mutex_);
        answer_ = std::move(answer);
    }
    void answer(ExportOutcome outcome, std::string reason = "scripted") {
        answer([=](const ExportRequest&) { return result(outcome, reason); });
    }
    [[nodiscard]] std::vector<Attempt> attempts() const {
        const std::lock_guard lock(mutex_);
        return attempts_;
    }
    /// How often `text` is in the bodies of all attempts.
    [[nodiscard]] std::size_t count(std::string_view text) const {
        std::size_t found = 0;
        for (const Attempt& attempt : attempts()) {
            for (std::size_t at = attempt.body.find(text); at != std::string::npos;
                 at = attempt.body.find(text, at + 1))
                ++found;
        }
        return found;
    }
    [[nodiscard]] bool received(std::string_view text) const { return count(text) != 0; }

    /// Holds the exporting thread until release(), or, where `honour_interrupt`, until interrupt().
    ExportResult hang(bool honour_interrupt) {
        std::unique_lock lock(mutex_);
        ++hanging_;
        changed_.notify_all();
        changed_.wait(lock, [&] { return released_ || (honour_interrupt && interrupted_); });
        --hanging_;
        return result(ExportOutcome::Retryable, "interrupted");
    }
    void wait_until_hanging() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return hanging_ != 0; });
    }
    void release() {
        const std::lock_guard lock(mutex_);
        released_ = true;
        changed_.notify_all();
    }
    [[nodiscard]] bool interrupted() const {
        const std::lock_guard lock(mutex_);
        return interrupted_;
    }

private:
    friend class ScriptedExporter;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Attempt> attempts_;
    Answer answer_;
    int hanging_ = 0;
    bool released_ = false;
    bool interrupted_ = false;
};

class ScriptedExporter final : public Exporter {
public:
    explicit ScriptedExporter(std::shared_ptr<Backend> backend) : backend_(std::move(backend)) {}

    ExportResult export_batch(const ExportRequest& request) override {
        Backend::Answer answer;
        {
            const std::lock_guard lock(backend_->mutex_);
            backend_->attempts_.push_back({request.signal,
                                           {reinterpret_cast<const char*>(request.body.data()), request.body.size()},
                                           request.items,
                                           std::string(request.batch_id),
                                           std::chrono::steady_clock::now()});
            answer = backend_->answer_;
        }
        return answer ? answer(request) : ExportResult{};
    }
    void interrupt() noexcept override {
        const std::lock_guard lock(backend_->mutex_);
        backend_->interrupted_ = true;
        backend_->changed_.notify_all();
    }

private:
    std::shared_ptr<Backend> backend_;
};

/// A config that is valid, plain, and sends nothing before a flush.
inline TelemetryConfig quiet_config() {
    TelemetryConfig config =
        TelemetryConfig::create(Credentials("tfk_test", "tfs_topsecret"), "127.0.0.1:4317", "test-service");
    config.batch_timeout = std::chrono::minutes(10);
    config.retry_backoff = std::chrono::milliseconds(1);
    config.retry_max_backoff = std::chrono::milliseconds(5);
    config.rate_limit = 0;
    return config;
}

/// The diagnostics that hears of nothing: the owner does not look at it.
inline TelemetryFlowClient make_client(const std::shared_ptr<Backend>& backend,
                                       const TelemetryConfig& config = quiet_config()) {
    return TelemetryFlowClient(config, {.exporter = std::make_unique<ScriptedExporter>(backend),
                                        .diagnostics = std::make_unique<KeptDiagnostics>()});
}

struct LifecycleClient {
    explicit LifecycleClient(const TelemetryConfig& config = quiet_config()) : client(make_client(backend, config)) {
        client.initialize();
    }

    TelemetryFlowClient* operator->() noexcept { return &client; }

    /// Has what was recorded sent, where that does not succeed: a flush whose time is over before the worker runs, as
    /// on a busy machine, sends nothing.
    void attempt() {
        const std::size_t before = backend->attempts().size();
        EXPECT_TRUE(test::wait_until([&] {
            client.flush(std::chrono::milliseconds(20));
            return backend->attempts().size() != before;
        }));
    }

    std::shared_ptr<Backend> backend = std::make_shared<Backend>();
    TelemetryFlowClient client;
};

/// Fails the test where some item of some signal is not accounted for.
inline void expect_balanced(const SDKStatusResult& status) {
    for (const SignalType signal : kAllSignals) {
        const SignalCounters& counters = status.of(signal);
        EXPECT_TRUE(counters.balanced()) << to_string(signal) << ": created " << counters.created << ", delivered "
                                         << counters.delivered << ", rejected " << counters.rejected << ", dropped "
                                         << counters.dropped_total() << ", in memory " << counters.in_memory
                                         << ", in the spool " << counters.in_spool;
    }
}

inline std::uint64_t dropped(const SDKStatusResult& status, SignalType signal, std::string_view reason) {
    const auto& reasons = status.of(signal).dropped;
    const auto found = reasons.find(reason);
    return found == reasons.end() ? 0 : found->second;
}

}  // namespace telemetryflow::tests
