#include "infrastructure/otlp/otlp_exporter.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "infrastructure/otlp/retry_rules.hpp"

namespace telemetryflow::infrastructure {

OtlpExporter::OtlpExporter(std::unique_ptr<Transport> transport, Settings settings)
    : transport_(std::move(transport)), settings_(std::move(settings)) {}

ExportResult OtlpExporter::export_batch(const ExportRequest& request) {
    if (request.body.size() > settings_.max_request_bytes) {
        ExportResult result;
        result.outcome = ExportOutcome::Refused;
        result.reason = "request_too_large";
        result.message = "a batch of " + std::to_string(request.body.size()) + " bytes is over the limit of " +
                         std::to_string(settings_.max_request_bytes);
        return result;
    }
    TransportRequest outgoing;
    outgoing.signal = request.signal;
    outgoing.body = request.body;
    outgoing.batch_id = request.batch_id;
    outgoing.deadline = request.deadline;
    if (settings_.gzip) {
        const auto compressed = compressor_.compress(request.body);
        outgoing.gzip = !compressed.empty();
        if (outgoing.gzip) outgoing.body = compressed;
    }
    const auto response = transport_->send(outgoing);
    const ResponseContext context{settings_.protocol, settings_.profile, request.items,
                                  std::chrono::system_clock::now(), settings_.secrets};
    auto interpretation = interpret_response(context, response);
    // Said once: such a backend answers every batch so.
    if (interpretation.unreadable_answer && std::exchange(told_unreadable_answer_, true)) {
        interpretation.result.message.clear();
    }
    return std::move(interpretation.result);
}

bool OtlpExporter::renew_credentials() {
    if (!settings_.renew) return false;
    std::optional<RequestIdentity> identity = settings_.renew();
    if (!identity) return false;
    transport_->set_headers(identity->headers);
    // Old ones stay secret: they may be sent by another client still.
    std::vector<std::string>& secrets = settings_.secrets;
    for (std::string& secret : identity->secrets) {
        if (std::find(secrets.begin(), secrets.end(), secret) == secrets.end()) secrets.push_back(std::move(secret));
    }
    return true;
}

}  // namespace telemetryflow::infrastructure
