#include "interface/composition_pipeline.hpp"

#include <algorithm>

namespace telemetryflow::composition {

void PipelineAdapter::fill(SDKStatusResult& status) const {
    const pipeline::PipelineStatus figures = pipeline_.status();
    for (const SignalType signal : kAllSignals) {
        const pipeline::SignalStatus& from = figures.signals[static_cast<std::size_t>(signal)];
        SignalCounters& to = status.of(signal);
        to.created = from.created;
        to.delivered = from.delivery.delivered;
        to.rejected = from.delivery.rejected;
        to.dropped.insert(from.delivery.dropped.begin(), from.delivery.dropped.end());
        to.in_memory = from.in_memory;
        to.in_spool = from.delivery.in_spool;
        status.exports_succeeded += from.delivery.exports_succeeded;
        status.exports_failed += from.delivery.exports_failed;
        status.exports_retried += from.delivery.retries;
        status.last_export_unix_nano = std::max(status.last_export_unix_nano, from.delivery.last_success_unix_nano);
        if (!from.delivery.last_error.empty()) status.last_error = from.delivery.last_error;
    }
    status.truncated.attributes = figures.recording.dropped_attributes;
    status.truncated.events = figures.recording.dropped_events;
    status.truncated.links = figures.recording.dropped_links;
    status.truncated.strings = figures.recording.truncated_strings;
    status.truncated.repaired_strings = figures.recording.repaired_strings;
    status.refused_measurements.insert(figures.refused_measurements.begin(), figures.refused_measurements.end());
    status.processor_failures = figures.recording.port_failures;
    status.open_spans = figures.open_spans;
    status.unended_spans = figures.unended_spans;
    status.metric_series = figures.metric_series;
    status.queue_bytes = figures.buffer_used_bytes;
    status.queue_capacity_bytes = figures.buffer_bytes;
    status.threads = figures.recording.threads;
    status.disk_commits = figures.commits.succeeded;
    status.disk_commits_failed = figures.commits.failed;
    status.calls_without_disk = figures.commits.calls_without;
}

void PipelineAdapter::fill_recovered(SDKStatusResult& status) const {
    const auto recovered = pipeline_.recovered();
    for (std::size_t i = 0; i < kSignalCount; ++i) {
        RecoveredCounters& to = status.recovered[i];
        to.delivered = recovered[i].delivered;
        to.rejected = recovered[i].rejected;
        to.dropped.insert(recovered[i].dropped.begin(), recovered[i].dropped.end());
        to.in_progress = recovered[i].collected - to.delivered - to.rejected;
        for (const auto& [reason, items] : to.dropped)
            to.in_progress -= items;
        status.lost_before[i].insert(recovered[i].lost_before.begin(), recovered[i].lost_before.end());
    }
}

std::vector<ComponentHealth> PipelineAdapter::health() const {
    const pipeline::PipelineStatus figures = pipeline_.status();
    std::vector<ComponentHealth> components;
    for (const SignalType signal : kAllSignals) {
        const pipeline::SignalDelivery& delivery = figures.signals[static_cast<std::size_t>(signal)].delivery;
        ComponentHealth& component = components.emplace_back();
        component.name = "exporter." + std::string(to_string(signal));
        if (delivery.held) {
            component.status = HealthStatus::Unhealthy;
            component.reason = "telemetry is held until this is mended: " + delivery.last_error;
        } else if (delivery.failures_in_row != 0) {
            component.status = HealthStatus::Degraded;
            component.reason = delivery.last_error;
        }
    }
    ComponentHealth& buffer = components.emplace_back();
    buffer.name = "buffer";
    if (figures.buffer_used_bytes * 10 >= figures.buffer_bytes * 9) {
        buffer.status = HealthStatus::Degraded;
        buffer.reason = "the staging buffer is nearly full: new records will be dropped and counted";
    }
    if (figures.commits.is_failing) {
        ComponentHealth& disk = components.emplace_back();
        disk.name = "disk";
        disk.status = HealthStatus::Degraded;
        disk.reason = "the disk does not take what is recorded: a power failure would lose it";
    }
    ComponentHealth& records = components.emplace_back();
    records.name = "records";
    if (figures.dropped_recently) {
        records.status = HealthStatus::Degraded;
        records.reason = "records were dropped within the last minute; the status counts them by reason";
    }
    ComponentHealth& durability = components.emplace_back();
    durability.name = "durability";
    if (lost_durability_) {
        durability.status = HealthStatus::Degraded;
        durability.reason =
            "the state directory cannot be used, or not for a buffer that is mapped: what was recorded last is lost "
            "when "
            "the process is killed";
    }
    return components;
}

}  // namespace telemetryflow::composition
