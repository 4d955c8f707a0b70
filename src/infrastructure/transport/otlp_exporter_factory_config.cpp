// Apart from the rest of the factory, so that a program which makes exporters from options links no configuration.
#include "infrastructure/transport/otlp_exporter_factory.hpp"

namespace telemetryflow::infrastructure {

std::unique_ptr<Exporter> OTLPExporterFactory::create_exporter(const TelemetryConfig& config) {
    return create_exporter(otlp_exporter_options(config));
}

}  // namespace telemetryflow::infrastructure
