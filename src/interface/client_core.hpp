#pragma once

// What a client is made of: its config, the engine its threads record with, the pipeline that delivers, the buses. Made
// with the client and at a fixed place in memory, so that the client itself can be moved. Thread-safe.

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

#include "telemetryflow/application/ports/diagnostics.hpp"
#include "telemetryflow/application/ports/exporter.hpp"
#include "telemetryflow/application/ports/telemetry_pipeline.hpp"
#include "telemetryflow/application/ports/telemetry_reader.hpp"
#include "telemetryflow/application/ports/text_map_propagator.hpp"
#include "telemetryflow/buses.hpp"
#include "telemetryflow/domain/errors.hpp"
#include "telemetryflow/domain/telemetry_config.hpp"

#include "hot/engine.hpp"
#include "interface/credentials_source.hpp"
#include "process/fork_watch.hpp"

namespace telemetryflow {

class ClientCore final : private process::ForkAware {
public:
    ClientCore(TelemetryConfig config, std::shared_ptr<Exporter> exporter, std::shared_ptr<Diagnostics> diagnostics,
               std::unique_ptr<TextMapPropagator> propagator, CredentialsProvider credentials_provider,
               hot::RecordingPorts recording_ports);
    ~ClientCore();

    void initialize();
    FlushResult shutdown(std::chrono::nanoseconds timeout);
    FlushResult flush(std::chrono::nanoseconds timeout);
    [[nodiscard]] bool is_initialized() const noexcept { return initialized_.load(std::memory_order_acquire); }

    /// The engine to record with; throws NotInitializedError before the first initialize(). It stays the same from then
    /// on, so that handles outlive a shutdown.
    [[nodiscard]] hot::Engine& engine() const {
        hot::Engine* engine = engine_view_.load(std::memory_order_acquire);
        if (engine == nullptr) [[unlikely]]
            throw NotInitializedError();
        return *engine;
    }
    [[nodiscard]] hot::EngineRef shared_engine() const { return hot::EngineRef(engine()); }

    [[nodiscard]] SDKStatusResult status() const;
    [[nodiscard]] HealthQueryResult health(bool include_components) const;
    /// With the credentials of now.
    [[nodiscard]] std::shared_ptr<TelemetryReader> reader();
    [[nodiscard]] const TelemetryConfig& config() const noexcept { return config_; }
    [[nodiscard]] const TextMapPropagator& propagator() const noexcept { return *propagator_; }

private:
    // What became of the records, without what ended processes left: all that a flush has to read.
    [[nodiscard]] SDKStatusResult delivery_status() const;
    [[nodiscard]] std::shared_ptr<TelemetryPipeline> pipeline() const;
    [[nodiscard]] TelemetryConfig config_of_now() const;

    void before_fork() noexcept override;
    void after_fork_in_parent() noexcept override;
    void after_fork_in_child() noexcept override;

    const TelemetryConfig config_;
    const std::shared_ptr<Exporter> given_exporter_;
    const std::shared_ptr<Diagnostics> diagnostics_;
    const std::unique_ptr<TextMapPropagator> propagator_;
    const std::shared_ptr<CredentialsSource> credentials_;
    const hot::RecordingPorts recording_ports_;

    TelemetryCommandHandler command_handler_{*this};
    TelemetryQueryHandler query_handler_{*this};

public:
    CommandBus commands{command_handler_};
    QueryBus queries{query_handler_};

private:
    std::atomic<bool> initialized_{false};
    std::atomic<hot::Engine*> engine_view_{nullptr};

    std::mutex lifecycle_;      // one initialize() or shutdown() at a time
    mutable std::mutex mutex_;  // guards everything below
    hot::EngineRef engine_;
    std::shared_ptr<TelemetryPipeline> pipeline_;
    std::shared_ptr<TelemetryReader> reader_;
    std::optional<Credentials> reader_credentials_;
    std::chrono::steady_clock::time_point started_at_;
};

}  // namespace telemetryflow
