#include "doctor/test_span.hpp"

#include <chrono>
#include <memory>
#include <string_view>
#include <thread>

#include "telemetryflow/telemetryflow.hpp"

namespace telemetryflow::gen {

namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 10s;
constexpr auto kReadingPatience = 3s;
constexpr std::string_view kName = "round trip";

// What it would say is in the status, and becomes the check's own words.
class NoDiagnostics final : public Diagnostics {
public:
    void report(DiagnosticLevel, std::string_view, std::string_view) noexcept override {}
};

CheckResult read_back(TelemetryFlowClient& client, const SpanContext& sent) {
    const auto deadline = std::chrono::steady_clock::now() + kReadingPatience;
    try {
        do {
            if (!client.query(GetTraceQuery{.trace_id = sent.trace_id}).spans.empty()) {
                return {.name = std::string(kName), .message = "a test span was delivered and read back"};
            }
            std::this_thread::sleep_for(100ms);
        } while (std::chrono::steady_clock::now() < deadline);
    } catch (const TelemetryFlowError&) {
        return {.name = std::string(kName),
                .message = "a test span was delivered; the backend answers no queries here"};
    }
    return {.name = std::string(kName),
            .status = CheckStatus::Warning,
            .message = "a test span was delivered, but cannot be read back yet",
            .mend = "Wait a little, and look for the span 'telemetryflow-gen doctor' in the backend."};
}

}  // namespace

CheckResult check_round_trip() {
    TelemetryFlowClient client = TelemetryFlowBuilder()
                                     .with_auto_configuration()
                                     .with_traces_only()
                                     .with_sampler({.kind = SamplerConfig::Kind::AlwaysOn})
                                     .with_retry(false)
                                     // Else it would take on what dead processes of the service left.
                                     .with_durability(Durability::Memory)
                                     .with_diagnostics(std::make_unique<NoDiagnostics>())
                                     .build();
    client.initialize();
    SpanContext sent;
    {
        const Span span = client.span("telemetryflow-gen doctor");
        sent = span.context();
    }
    client.flush(kPatience);
    const SDKStatusResult status = client.get_status();
    if (status.of(SignalType::Traces).delivered == 1) return read_back(client, sent);
    const std::string reason = status.last_error.empty() ? "no answer in time" : status.last_error;
    return {.name = std::string(kName),
            .status = CheckStatus::Failed,
            .message = "a test span was not delivered: " + reason,
            .mend = "Look into the backend's own log for what it has against the request."};
}

}  // namespace telemetryflow::gen
