// Apart from the rest of the factory, so that a program which makes exporters from options links no configuration.
#include <optional>
#include <utility>

#include "infrastructure/transport/otlp_exporter_factory.hpp"

namespace telemetryflow::infrastructure {

std::unique_ptr<Exporter> OTLPExporterFactory::create_exporter(const TelemetryConfig& config,
                                                               CredentialsProvider renew) {
    OtlpExporterOptions options = otlp_exporter_options(config);
    if (renew) {
        options.renew = [config = TelemetryConfig(config),
                         renew = std::move(renew)]() mutable -> std::optional<RequestIdentity> {
            std::optional<Credentials> credentials = renew();
            if (!credentials) return std::nullopt;
            config.credentials = std::move(credentials);
            OtlpExporterOptions renewed = otlp_exporter_options(config);
            return RequestIdentity{.headers = std::move(renewed.transport.headers),
                                   .secrets = std::move(renewed.secrets)};
        };
    }
    return create_exporter(options);
}

}  // namespace telemetryflow::infrastructure
