#pragma once

// The pipeline behind the client's port: its figures in the terms of the status and health queries. Part of the
// composition. Any thread may call anything.

#include <memory>
#include <utility>

#include "telemetryflow/application/ports/telemetry_pipeline.hpp"
#include "telemetryflow/domain/telemetry_config.hpp"

#include "pipeline/pipeline.hpp"

namespace telemetryflow::composition {

class PipelineAdapter final : public TelemetryPipeline {
public:
    PipelineAdapter(hot::EngineRef engine, std::shared_ptr<Exporter> exporter, std::shared_ptr<Diagnostics> diagnostics,
                    pipeline::PipelineOptions options, pipeline::Pipeline::ResourceProvider resource,
                    std::shared_ptr<pipeline::DeliveryCounts> counts, bool lost_durability)
        : lost_durability_(lost_durability),
          pipeline_(std::move(engine), std::move(exporter), std::move(diagnostics), std::move(options),
                    std::move(resource), std::move(counts)) {}

    void start() override { pipeline_.start(); }
    bool flush(std::chrono::nanoseconds timeout) override { return pipeline_.flush(timeout); }
    bool shutdown(std::chrono::nanoseconds timeout) override { return pipeline_.shutdown(timeout); }
    void fill(SDKStatusResult& status) const override;
    void fill_recovered(SDKStatusResult& status) const override;
    [[nodiscard]] std::vector<ComponentHealth> health() const override;

    [[nodiscard]] std::shared_ptr<pipeline::DeliveryCounts> counts() const { return pipeline_.counts(); }
    [[nodiscard]] bool has_ended() const { return pipeline_.has_ended(); }

private:
    const bool lost_durability_;  // there is a state directory, and the buffer lies in memory all the same
    pipeline::Pipeline pipeline_;
};

[[nodiscard]] pipeline::PipelineOptions pipeline_options(const TelemetryConfig& config, const Exporter& exporter);

}  // namespace telemetryflow::composition
