// An exporter of the program's own: writes every batch as one line of OTLP/JSON to a file, which the OpenTelemetry
// Collector (otlpjsonfile receiver) and most scripts can read.
//
//   ./example_file_exporter telemetry.jsonl

#include <chrono>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "telemetryflow/otlp_json.hpp"
#include "telemetryflow/telemetryflow.hpp"

using telemetryflow::BackendProfile;
using telemetryflow::ExportOutcome;
using telemetryflow::ExportRequest;
using telemetryflow::ExportResult;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;

namespace {

// Only the client's worker calls it, so it needs no lock.
class FileExporter final : public telemetryflow::Exporter {
public:
    explicit FileExporter(std::string path) : path_(std::move(path)), file_(path_, std::ios::app) {}

    ExportResult export_batch(const ExportRequest& request) override {
        // Delivered means that the data has left the process, so every batch is flushed.
        file_ << telemetryflow::otlp_to_json(request.signal, request.body) << '\n' << std::flush;
        ExportResult result;
        if (!file_) {
            // A full disk may be cleared: Retryable keeps the batch, Refused would drop it.
            file_.close();
            file_.clear();
            file_.open(path_, std::ios::app);
            result.outcome = ExportOutcome::Retryable;
            result.reason = "file_write";
            result.message = "cannot write to " + path_;
        }
        return result;
    }

private:
    const std::string path_;
    std::ofstream file_;
};

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 2) {
        std::cerr << "usage: " << argv[0] << " <file>\n";
        return 2;
    }
    // Nothing is sent anywhere, so there is no key; the otlp profile asks for none.
    TelemetryFlowClient client = TelemetryFlowBuilder()
                                     .with_service("example-file-exporter", "1.0.0")
                                     .with_backend_profile(BackendProfile::Otlp)
                                     .with_exporter(std::make_unique<FileExporter>(argv[1]))
                                     .build();
    client.initialize();

    {
        const auto span = client.span("nightly report");
        client.record_gauge("report.rows", 1234, {}, "{row}");
        client.log_info("report written", {{"report.name", "sales"}});
    }

    if (client.shutdown(std::chrono::seconds(5)).complete && client.get_status().exports_failed == 0) return 0;
    std::cerr << client.get_status().last_error << '\n';
    return 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}
