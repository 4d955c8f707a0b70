// A service whose backend does not answer: records logs and spans, says so, and waits to be killed.
//
//   spool_writer DIRECTORY SERVICE LOGS SPANS [spill|open]
//
// With `spill` it waits until all of it, and a metric, are in segment files. With `open` it leaves a span open, and a
// metric that was collected once.

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>

#include <unistd.h>

#include "telemetryflow/telemetryflow.hpp"

namespace {

using namespace telemetryflow;
using namespace std::chrono_literals;

class DownExporter final : public Exporter {
public:
    ExportResult export_batch(const ExportRequest&) override {
        return {.outcome = ExportOutcome::Retryable, .reason = "connect"};
    }
};

class NoDiagnostics final : public Diagnostics {
public:
    void report(DiagnosticLevel, std::string_view, std::string_view) noexcept override {}
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 5) return 2;
    const bool spills = argc > 5 && std::string(argv[5]) == "spill";
    const bool opens = argc > 5 && !spills;
    TelemetryFlowClient client = TelemetryFlowBuilder()
                                     .with_service(argv[2], "1.2.3")
                                     .with_backend_profile(BackendProfile::Otlp)
                                     .with_state_directory(argv[1])
                                     .with_batch_settings(100ms)
                                     .with_unfinished_spans(opens)
                                     .with_temporality(spills ? Temporality::Delta : Temporality::Cumulative)
                                     // Much must not be on its way to disk when the kill comes.
                                     .with_buffer_size(std::atoi(argv[3]) > 10000 ? 64U << 20U : 8U << 20U)
                                     .with_retry(true, spills ? 1 : 3, spills ? 1ms : 5s)
                                     .with_retry_max_backoff(spills ? 5ms : 30s)
                                     .with_exporter(std::make_unique<DownExporter>())
                                     .with_diagnostics(std::make_unique<NoDiagnostics>())
                                     .build();
    client.initialize();
    const std::string padding(64, 'x');
    for (int i = 0; i < std::atoi(argv[3]); ++i)
        client.log_info("log " + std::to_string(i), {{"number", i}, {"padding", padding}});
    for (int i = 0; i < std::atoi(argv[4]); ++i) {
        const Span span = client.span("span " + std::to_string(i), SpanKind::Internal, {{"number", i}});
    }
    if (spills) {
        client.increment_counter("orders", 7);
        const auto is_spilled = [&](SignalType signal, std::uint64_t least) {
            const SignalCounters counters = client.get_status().of(signal);
            return counters.in_memory == 0 && counters.in_spool >= least;
        };
        while (!is_spilled(SignalType::Logs, static_cast<std::uint64_t>(std::atoi(argv[3]))) ||
               !is_spilled(SignalType::Traces, static_cast<std::uint64_t>(std::atoi(argv[4]))) ||
               !is_spilled(SignalType::Metrics, 1)) {
            std::this_thread::sleep_for(10ms);
        }
    }
    if (opens) {
        client.start_span("left open");
        client.increment_counter("orders", 7);
        while (client.get_status().of(SignalType::Metrics).created == 0)
            std::this_thread::sleep_for(10ms);
    }
    std::puts("ready");
    std::fflush(stdout);
    for (;;)
        pause();
}
