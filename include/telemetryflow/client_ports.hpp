#pragma once

// What a client uses instead of the adapters that its config asks for. Null: the config's own. Given away to the
// client.

#include <memory>
#include <vector>

#include "telemetryflow/application/ports/credentials_provider.hpp"
#include "telemetryflow/application/ports/diagnostics.hpp"
#include "telemetryflow/application/ports/exporter.hpp"
#include "telemetryflow/application/ports/log_record_processor.hpp"
#include "telemetryflow/application/ports/sampler.hpp"
#include "telemetryflow/application/ports/span_processor.hpp"
#include "telemetryflow/application/ports/text_map_propagator.hpp"

namespace telemetryflow {

struct ClientPorts {
    std::unique_ptr<Exporter> exporter{};
    std::unique_ptr<Diagnostics> diagnostics{};
    std::unique_ptr<TextMapPropagator> propagator{};
    CredentialsProvider credentials_provider{};
    std::unique_ptr<Sampler> sampler{};
    /// Called in this order.
    std::vector<std::unique_ptr<SpanProcessor>> span_processors{};
    std::vector<std::unique_ptr<LogRecordProcessor>> log_processors{};
};

}  // namespace telemetryflow
