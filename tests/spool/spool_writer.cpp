// A service whose backend does not answer: records logs and spans, says so, and waits to be killed.
//
//   spool_writer DIRECTORY SERVICE LOGS SPANS

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include <unistd.h>

#include "telemetryflow/telemetryflow.hpp"

namespace {

using namespace telemetryflow;

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
    if (argc != 5) return 2;
    TelemetryFlowClient client = TelemetryFlowBuilder()
                                     .with_service(argv[2], "1.2.3")
                                     .with_backend_profile(BackendProfile::Otlp)
                                     .with_state_directory(argv[1])
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
    std::puts("ready");
    std::fflush(stdout);
    for (;;)
        pause();
}
