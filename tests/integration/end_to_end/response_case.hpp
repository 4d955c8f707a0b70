#pragma once

// One row of a table of responses: what a server answers, and what becomes of a batch of three spans.

#include <cstdint>
#include <map>
#include <string>

#include "integration/end_to_end/end_to_end_client.hpp"

namespace telemetryflow::tests {

inline constexpr std::uint64_t kBatch = 3;

struct ExpectedOutcome {
    std::size_t attempts = 1;  // requests that the server saw
    bool or_more = false;      // attempts: where a time-out cuts them, a busy machine may need another
    std::uint64_t delivered = kBatch;
    std::uint64_t rejected = 0;
    std::string dropped = {};  // why the whole batch was; empty when it was not
    bool held = false;
    std::string said = {};  // a part of the diagnostics
};

inline ExpectedOutcome delivered_after(std::size_t attempts) {
    return {.attempts = attempts};
}
inline ExpectedOutcome delivered_after_timeout() {
    return {.attempts = 2, .or_more = true};
}
inline ExpectedOutcome dropped_as(std::string reason, std::size_t attempts = 1) {
    return {.attempts = attempts, .delivered = 0, .dropped = std::move(reason)};
}
inline ExpectedOutcome held() {
    return {.delivered = 0, .held = true, .said = "refuses the credentials"};
}

inline void expect_attempts(const ExpectedOutcome& expected, std::size_t attempts) {
    if (expected.or_more) {
        EXPECT_GE(attempts, expected.attempts);
    } else {
        EXPECT_EQ(attempts, expected.attempts);
    }
}

/// Records a batch, flushes it, and checks everything that a user sees, less the attempts.
inline void expect_outcome(TelemetryFlowBuilder& builder, const ExpectedOutcome& expected) {
    // Held batches are tried again after the longest backoff: not within this test.
    if (expected.held) builder.with_retry_max_backoff(std::chrono::minutes(10));
    EndToEndClient client(builder);
    client.record_spans(kBatch);
    const FlushResult flushed = client->flush();
    const SDKStatusResult status = client->get_status();
    const SignalCounters& spans = status.of(SignalType::Traces);
    expect_balanced(status);
    EXPECT_EQ(spans.created, kBatch);
    EXPECT_EQ(spans.delivered, expected.delivered) << status << client.log->text();
    EXPECT_EQ(spans.rejected, expected.rejected);
    EXPECT_EQ(spans.in_memory, expected.held ? kBatch : 0);
    EXPECT_EQ(flushed.complete, !expected.held);
    EXPECT_EQ(flushed.left_items, spans.in_memory);
    std::map<std::string, std::uint64_t, std::less<>> dropped;
    if (!expected.dropped.empty()) dropped[expected.dropped] = kBatch;
    EXPECT_EQ(spans.dropped, dropped) << status;
    expect_attempts(expected, status.exports_retried + 1);
    EXPECT_EQ(status.exports_failed, dropped.size());
    const bool success = !expected.held && dropped.empty();
    EXPECT_EQ(status.last_error.empty(), success) << status.last_error;
    EXPECT_EQ(client.health(), expected.held ? HealthStatus::Unhealthy
                               : success     ? HealthStatus::Healthy
                                             : HealthStatus::Degraded);
    const std::string said = client.log->text();
    EXPECT_NE(said.find(expected.said), std::string::npos) << said;
    EXPECT_EQ(said.find(kKeySecret), std::string::npos) << said;
}

}  // namespace telemetryflow::tests
