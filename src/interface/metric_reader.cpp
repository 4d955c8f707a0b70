#include "telemetryflow/metric_reader.hpp"

#include "telemetryflow/client.hpp"
#include "telemetryflow/domain/errors.hpp"

#include "interface/client_core.hpp"
#include "interface/composition.hpp"
#include "interface/process_resource.hpp"
#include "interface/snapshot_builder.hpp"

namespace telemetryflow {

MetricReader TelemetryFlowClient::metric_reader(const MetricReaderOptions& options) {
    hot::EngineRef engine = core().shared_engine();
    auto resource =
        std::make_shared<ProcessResource>([config = core().config()] { return composition::make_resource(config); });
    engine->revive_if_forked();
    const auto number = engine->metrics.add_reader(options.temporality);
    if (!number) {
        throw TelemetryFlowError(
            ErrorCode::InvalidConfig,
            "This client has as many metric readers as it may have, 63. End one, by destroying it, "
            "before making another.");
    }
    return {std::move(engine), *number, options.temporality, std::move(resource)};
}

MetricReader TelemetryFlowClient::metric_reader() {
    return metric_reader(MetricReaderOptions{});
}

MetricReader& MetricReader::operator=(MetricReader&& other) noexcept {
    if (this != &other) {
        end();
        engine_ = std::move(other.engine_);
        number_ = other.number_;
        temporality_ = other.temporality_;
        resource_ = std::move(other.resource_);
    }
    return *this;
}

void MetricReader::end() noexcept {
    if (engine_) engine_->metrics.remove_reader(number_);
}

MetricSnapshot MetricReader::collect() {
    if (!engine_ || engine_->observers.runs_on_this_thread()) return {};
    engine_->revive_if_forked();
    auto collecting = engine_->begin_collection();
    const std::uint64_t now = engine_->clock.now();
    SnapshotBuilder builder(now);
    engine_->metrics.collect(
        temporality_, now,
        [&](const hot::MetricStream& stream, const hot::MetricPoint& point) { builder.add(stream, point); }, number_);
    std::vector<OwnedAttribute> resource = resource_->attributes();
    collecting.unlock();
    MetricSnapshot snapshot = builder.take();
    snapshot.resource = std::move(resource);
    return snapshot;
}

}  // namespace telemetryflow
