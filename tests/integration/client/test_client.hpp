#pragma once

// A real client over an in-memory exporter: what a program does goes in, decoded OTLP comes out.

#include <functional>
#include <memory>
#include <utility>

#include <gtest/gtest.h>

#include "telemetryflow/telemetryflow.hpp"
#include "telemetryflow/testing/in_memory_exporter.hpp"

#include "support/otlp_requests.hpp"

namespace telemetryflow::tests {

using Record = testing::InMemoryExporter::Record;

/// Says nothing: for tests that provoke errors.
class SilentDiagnostics final : public Diagnostics {
public:
    void report(DiagnosticLevel, std::string_view, std::string_view) noexcept override {}
};

/// A config that is valid, plain, and sends nothing before a flush.
inline TelemetryConfig test_config() {
    TelemetryConfig config =
        TelemetryConfig::create(Credentials("tfk_test", "tfs_test"), "127.0.0.1:4317", "test-service");
    config.batch_timeout = std::chrono::minutes(10);
    config.retry_backoff = std::chrono::milliseconds(1);
    config.retry_max_backoff = std::chrono::milliseconds(5);
    return config;
}

struct TestClient {
    explicit TestClient(const TelemetryConfig& config = test_config())
        : client(config, {.exporter = std::make_unique<testing::InMemoryExporter>(record),
                          .diagnostics = std::make_unique<SilentDiagnostics>()}) {
        client.initialize();
    }

    /// Everything delivered so far.
    Received receive() {
        EXPECT_TRUE(client.flush().complete);
        return Received(*record);
    }

    TelemetryFlowClient* operator->() noexcept { return &client; }

    std::shared_ptr<Record> record = std::make_shared<Record>();
    TelemetryFlowClient client;
};

}  // namespace telemetryflow::tests
