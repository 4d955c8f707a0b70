#pragma once

// A client made by the builder that sends over real sockets, and what it said about itself. Owned by one test.

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "telemetryflow/telemetryflow.hpp"

namespace telemetryflow::tests {

inline constexpr std::string_view kKeyId = "tfk_e2e";
/// No text of the SDK may contain it.
inline constexpr std::string_view kKeySecret = "tfs_canary-51f0c8e2";

class DiagnosticsLog {
public:
    void add(std::string line) {
        const std::lock_guard lock(mutex_);
        lines_.push_back(std::move(line));
    }
    [[nodiscard]] std::string text() const {
        const std::lock_guard lock(mutex_);
        std::string all;
        for (const auto& line : lines_)
            all += line + '\n';
        return all;
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::string> lines_;
};

class RecordingDiagnostics final : public Diagnostics {
public:
    explicit RecordingDiagnostics(std::shared_ptr<DiagnosticsLog> log) : log_(std::move(log)) {}
    void report(DiagnosticLevel, std::string_view topic, std::string_view message) noexcept override {
        log_->add(std::string(topic) + ": " + std::string(message));
    }

private:
    std::shared_ptr<DiagnosticsLog> log_;
};

/// A builder of clients that send at a flush and not before, and try again twice and soon.
inline TelemetryFlowBuilder quick_builder(const std::string& endpoint) {
    TelemetryFlowBuilder builder = new_builder();
    builder.with_api_key(std::string(kKeyId), std::string(kKeySecret))
        .with_endpoint(endpoint)
        .with_service("end-to-end", "3.2.1")
        .with_timeout(std::chrono::seconds(60))
        .with_batch_settings(std::chrono::minutes(10))
        .with_retry(true, 2, std::chrono::milliseconds(2))
        .with_retry_max_backoff(std::chrono::milliseconds(20));
    return builder;
}

struct EndToEndClient {
    explicit EndToEndClient(const TelemetryFlowBuilder& builder)
        : client(builder.build_config(), {.diagnostics = std::make_unique<RecordingDiagnostics>(log)}) {
        client.initialize();
    }
    ~EndToEndClient() { client.shutdown(std::chrono::milliseconds(0)); }
    EndToEndClient(const EndToEndClient&) = delete;
    EndToEndClient& operator=(const EndToEndClient&) = delete;

    TelemetryFlowClient* operator->() noexcept { return &client; }

    void record_spans(int count, const std::string& name = "work") {
        for (int i = 0; i < count; ++i)
            const auto span = client.span(name);
    }
    [[nodiscard]] HealthStatus health() { return client.query(GetHealthQuery{}).status; }

    std::shared_ptr<DiagnosticsLog> log = std::make_shared<DiagnosticsLog>();
    TelemetryFlowClient client;
};

inline void expect_balanced(const SDKStatusResult& status) {
    for (const SignalType signal : kAllSignals)
        EXPECT_TRUE(status.of(signal).balanced()) << to_string(signal) << ": " << status;
}

/// Checks that everything recorded was delivered, and nothing else happened to it.
inline void expect_all_delivered(const SDKStatusResult& status) {
    expect_balanced(status);
    for (const SignalType signal : kAllSignals) {
        const SignalCounters& counters = status.of(signal);
        EXPECT_EQ(counters.delivered, counters.created) << to_string(signal) << ": " << status;
        EXPECT_EQ(counters.dropped_total(), 0U) << to_string(signal) << ": " << status;
        EXPECT_EQ(counters.in_memory, 0U) << to_string(signal) << ": " << status;
        EXPECT_EQ(counters.in_spool, 0U) << to_string(signal) << ": " << status;
    }
}

}  // namespace telemetryflow::tests
