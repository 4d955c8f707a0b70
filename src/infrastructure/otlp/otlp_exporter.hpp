#pragma once

// The SDK's own exporter: compresses a batch, hands it to a transport, and says what the response means. The pipeline's
// worker owns it and makes every call but interrupt(), which any thread may call.

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "telemetryflow/application/ports/exporter.hpp"
#include "telemetryflow/application/ports/transport.hpp"
#include "telemetryflow/domain/backend_profile.hpp"
#include "telemetryflow/domain/protocol.hpp"

#include "infrastructure/otlp/gzip_compressor.hpp"
#include "infrastructure/otlp/request_identity.hpp"

namespace telemetryflow::infrastructure {

class OtlpExporter final : public Exporter {
public:
    struct Settings {
        Protocol protocol = Protocol::Grpc;
        BackendProfile profile = BackendProfile::TelemetryFlow;
        bool gzip = true;
        /// A larger body, before compression, is Refused ("request_too_large") without being sent.
        std::size_t max_request_bytes = 64U << 20U;
        /// Texts that must not appear in a message, whatever the server answers.
        std::vector<std::string> secrets;
        /// Null: the identity stays.
        IdentityRenewal renew;
    };

    OtlpExporter(std::unique_ptr<Transport> transport, Settings settings);

    ExportResult export_batch(const ExportRequest& request) override;
    bool renew_credentials() override;
    void interrupt() noexcept override { transport_->interrupt(); }
    void abandon_after_fork() noexcept override { transport_->abandon_after_fork(); }

private:
    std::unique_ptr<Transport> transport_;
    Settings settings_;
    GzipCompressor compressor_;
    bool told_unreadable_answer_ = false;
};

}  // namespace telemetryflow::infrastructure
