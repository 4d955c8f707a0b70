// Quoted by docs/guides/delivery.md.

#include <chrono>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>

#include "telemetryflow/telemetryflow.hpp"

using namespace telemetryflow;
using namespace std::chrono_literals;

void end(TelemetryFlowClient& client) {
    // [shutdown]
    const FlushResult result = client.shutdown(5s);
    if (!result.complete) std::cerr << result.left_items << " items were not delivered\n";
    // [/shutdown]
}

bool account(const TelemetryFlowClient& client) {
    // [status]
    const SDKStatusResult status = client.get_status();
    const SignalCounters& spans = status.of(SignalType::Traces);
    for (const auto& [reason, count] : spans.dropped)
        std::cerr << count << " spans dropped: " << reason << '\n';
    // [/status]
    return spans.balanced();
}

void past(const TelemetryFlowClient& client) {
    // [before]
    const SDKStatusResult status = client.get_status();
    for (const SignalType signal : kAllSignals) {
        const auto at = static_cast<std::size_t>(signal);
        std::cerr << status.recovered[at].delivered << ' ' << to_string(signal) << " recovered\n";
        for (const auto& [reason, count] : status.lost_before[at])
            std::cerr << count << ' ' << to_string(signal) << " lost before: " << reason << '\n';
    }
    // [/before]
}

void patient(TelemetryFlowBuilder& builder) {
    // [settings]
    builder.with_timeout(5s)
        .with_retry(true, 5, 1s)
        .with_retry_max_backoff(20s)
        .with_buffer_size(32 << 20)
        .with_overflow_policy(OverflowPolicy::Block, 50ms);
    // [/settings]
}

std::optional<std::string> read_secret(const std::string& name) {
    std::ifstream file("/run/secrets/" + name);
    std::string value;
    return file >> value ? std::optional(value) : std::nullopt;
}

void rotating(TelemetryFlowBuilder& builder) {
    // [rotation]
    builder.with_credentials_provider([]() -> std::optional<Credentials> {
        const auto key_id = read_secret("telemetry-key-id");
        const auto key_secret = read_secret("telemetry-key-secret");
        if (!key_id || !key_secret) return std::nullopt;
        return Credentials(*key_id, *key_secret);
    });
    // [/rotation]
}

void surviving(TelemetryFlowBuilder& builder) {
    // [durability]
    builder.with_state_directory("/var/lib/shop/telemetry");
    // [/durability]
}

void careful(TelemetryFlowBuilder& builder) {
    // [disk]
    builder.with_durability(Durability::Disk).with_group_commit(100ms, 256 << 10);
    // [/disk]
}

void spooling(TelemetryFlowBuilder& builder) {
    // [spool]
    builder.with_spool(1 << 30, 48h, 256 << 20);
    // [/spool]
}
