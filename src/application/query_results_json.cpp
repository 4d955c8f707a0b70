#include <chrono>
#include <ostream>

#include "telemetryflow/application/queries/health_query_result.hpp"
#include "telemetryflow/application/queries/sdk_status_result.hpp"

#include "domain/json_writer.hpp"

namespace telemetryflow {

namespace {

void write(JsonWriter& json, const std::map<std::string, std::uint64_t, std::less<>>& by_reason) {
    json.begin_object();
    for (const auto& [reason, count] : by_reason)
        json.member(reason, count);
    json.end_object();
}

void write(JsonWriter& json, const SignalCounters& counters) {
    json.begin_object()
        .member("created", counters.created)
        .member("delivered", counters.delivered)
        .member("rejected", counters.rejected);
    write(json.key("dropped"), counters.dropped);
    json.member("in_memory", counters.in_memory).member("in_spool", counters.in_spool).end_object();
}

void write(JsonWriter& json, const RecoveredCounters& counters) {
    json.begin_object().member("delivered", counters.delivered).member("rejected", counters.rejected);
    write(json.key("dropped"), counters.dropped);
    json.member("in_progress", counters.in_progress).end_object();
}

void write(JsonWriter& json, const TruncationCounters& truncated) {
    json.begin_object()
        .member("attributes", truncated.attributes)
        .member("events", truncated.events)
        .member("links", truncated.links)
        .member("strings", truncated.strings)
        .member("repaired_strings", truncated.repaired_strings)
        .end_object();
}

}  // namespace

std::string SDKStatusResult::to_json() const {
    JsonWriter json;
    json.begin_object()
        .member("initialized", initialized)
        .member("version", version)
        .member("service_name", service_name)
        .member("endpoint", endpoint)
        .member("protocol", to_string(protocol))
        .key("signals_enabled")
        .begin_array();
    for (const auto signal : signals_enabled)
        json.value(to_string(signal));
    json.end_array()
        .member("uptime_seconds", std::chrono::duration<double>(uptime).count())
        .member("metrics_sent", of(SignalType::Metrics).delivered)
        .member("logs_sent", of(SignalType::Logs).delivered)
        .member("spans_sent", of(SignalType::Traces).delivered)
        .key("signals")
        .begin_object();
    for (const auto signal : kAllSignals)
        write(json.key(to_string(signal)), of(signal));
    json.end_object();
    write(json.key("truncated"), truncated);
    write(json.key("refused_measurements"), refused_measurements);
    json.member("open_spans", open_spans)
        .member("unended_spans", unended_spans)
        .member("metric_series", metric_series)
        .member("queue_bytes", queue_bytes)
        .member("queue_capacity_bytes", queue_capacity_bytes)
        .member("threads", threads)
        .member("exports_succeeded", exports_succeeded)
        .member("exports_failed", exports_failed)
        .member("exports_retried", exports_retried)
        .member("last_export_unix_nano", last_export_unix_nano)
        .member("last_error", last_error)
        .key("recovered")
        .begin_object();
    for (const auto signal : kAllSignals)
        write(json.key(to_string(signal)), recovered[static_cast<std::size_t>(signal)]);
    json.end_object().key("lost_before").begin_object();
    for (const auto signal : kAllSignals)
        write(json.key(to_string(signal)), lost_before[static_cast<std::size_t>(signal)]);
    json.end_object()
        .member("disk_commits", disk_commits)
        .member("disk_commits_failed", disk_commits_failed)
        .member("calls_without_disk", calls_without_disk)
        .member("commands_vetoed", commands_vetoed)
        .member("interceptor_failures", interceptor_failures)
        .member("processor_failures", processor_failures)
        .end_object();
    return std::move(json).take();
}

std::string HealthQueryResult::to_json() const {
    JsonWriter json;
    json.begin_object().member("status", to_string(status)).member("reason", reason).key("components").begin_array();
    for (const auto& component : components) {
        json.begin_object()
            .member("name", component.name)
            .member("status", to_string(component.status))
            .member("reason", component.reason)
            .end_object();
    }
    json.end_array().end_object();
    return std::move(json).take();
}

std::ostream& operator<<(std::ostream& out, const SDKStatusResult& status) {
    return out << status.to_json();
}

std::ostream& operator<<(std::ostream& out, const HealthQueryResult& result) {
    return out << result.to_json();
}

}  // namespace telemetryflow
