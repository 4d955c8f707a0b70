#pragma once

// Makes the exporter that a configuration asks for: OTLP over gRPC or HTTP. Stateless; safe to use from any thread.
// Follows "OTLPExporterFactory" of the specification's infrastructure layer.

#include <memory>

#include "telemetryflow/application/ports/credentials_provider.hpp"
#include "telemetryflow/application/ports/exporter.hpp"
#include "telemetryflow/domain/telemetry_config.hpp"

#include "infrastructure/transport/otlp_exporter_options.hpp"

namespace telemetryflow::infrastructure {

class OTLPExporterFactory {
public:
    /// Returns an exporter for a valid `config`. Connects to nothing yet. Throws ConfigError as the other overload.
    /// `renew` returns credentials that differ from the last ones, or nothing; null: they stay.
    [[nodiscard]] static std::unique_ptr<Exporter> create_exporter(const TelemetryConfig& config,
                                                                   CredentialsProvider renew = nullptr);
    /// Throws ConfigError naming every header that cannot be sent and every TLS file that cannot be read.
    [[nodiscard]] static std::unique_ptr<Exporter> create_exporter(const OtlpExporterOptions& options);
};

}  // namespace telemetryflow::infrastructure
