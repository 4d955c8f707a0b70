#pragma once

// Makes the parts of a client. Only composition.cpp names adapters of the layers below; everything else knows ports.

#include <memory>
#include <string>

#include "telemetryflow/application/ports/credentials_provider.hpp"
#include "telemetryflow/application/ports/diagnostics.hpp"
#include "telemetryflow/application/ports/exporter.hpp"
#include "telemetryflow/application/ports/telemetry_pipeline.hpp"
#include "telemetryflow/application/ports/telemetry_reader.hpp"
#include "telemetryflow/application/ports/text_map_propagator.hpp"
#include "telemetryflow/domain/telemetry_config.hpp"

#include "hot/engine.hpp"

namespace telemetryflow::composition {

[[nodiscard]] hot::EngineRef make_engine(const TelemetryConfig& config, const std::shared_ptr<Diagnostics>& diagnostics,
                                         hot::RecordingPorts ports = {});
/// The staging region's memory: in the state directory, or null for the process's own, where there is no such directory
/// or it cannot be used, which is reported.
[[nodiscard]] std::unique_ptr<hot::RegionMemory> make_region_memory(const TelemetryConfig& config,
                                                                    const std::shared_ptr<Diagnostics>& diagnostics);
/// Whether the config, or the environment, names a state directory and asks for its use.
[[nodiscard]] bool wants_state_directory(const TelemetryConfig& config);
/// Whether what that promises for a kill of the process does not hold in `memory`.
[[nodiscard]] bool lacks_durability(const TelemetryConfig& config, const hot::RegionMemory& memory);
/// `renew` returns credentials that differ from the last ones, or nothing.
[[nodiscard]] std::shared_ptr<Exporter> make_exporter(const TelemetryConfig& config, CredentialsProvider renew);
[[nodiscard]] std::shared_ptr<Diagnostics> make_diagnostics();
[[nodiscard]] std::unique_ptr<TextMapPropagator> make_propagator(const TelemetryConfig& config);
/// `previous` served the same engine before, or is null: its counts go on.
[[nodiscard]] std::shared_ptr<TelemetryPipeline> make_pipeline(const TelemetryConfig& config, hot::EngineRef engine,
                                                               std::shared_ptr<Exporter> exporter,
                                                               const std::shared_ptr<Diagnostics>& diagnostics,
                                                               TelemetryPipeline* previous);
/// A serialised Resource message that describes this process. What is wrong with the environment is reported to
/// `diagnostics`, which may be null.
[[nodiscard]] std::string make_resource(const TelemetryConfig& config, Diagnostics* diagnostics = nullptr);
[[nodiscard]] std::unique_ptr<TelemetryReader> make_reader(const TelemetryConfig& config);

}  // namespace telemetryflow::composition
