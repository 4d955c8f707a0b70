#include <utility>

#include "telemetryflow/domain/telemetry_config.hpp"

namespace telemetryflow {
namespace {

template <class Change>
TelemetryConfig changed(TelemetryConfig config, Change&& change) {
    std::forward<Change>(change)(config);
    return config;
}

template <class Value>
TelemetryConfig with(TelemetryConfig config, Value TelemetryConfig::*field, Value value) {
    config.*field = std::move(value);
    return config;
}

}  // namespace

using Config = TelemetryConfig;

Config Config::with_protocol(Protocol value) const {
    return with(*this, &Config::protocol, value);
}

Config Config::with_grpc() const {
    return with_protocol(Protocol::Grpc);
}

Config Config::with_http() const {
    return with_protocol(Protocol::Http);
}

Config Config::with_insecure(bool value) const {
    return with(*this, &Config::insecure, value);
}

Config Config::with_timeout(Duration value) const {
    return with(*this, &Config::timeout, value);
}

Config Config::with_retry(bool enabled, std::uint32_t retries, Duration backoff) const {
    return changed(*this, [&](Config& config) {
        config.retry_enabled = enabled;
        config.max_retries = retries;
        config.retry_backoff = backoff;
    });
}

Config Config::with_compression(bool value) const {
    return with(*this, &Config::compression, std::optional(value));
}

Config Config::with_signals(bool metrics, bool logs, bool traces) const {
    return changed(*this, [&](Config& config) {
        config.enable_metrics = metrics;
        config.enable_logs = logs;
        config.enable_traces = traces;
    });
}

Config Config::with_metrics_only() const {
    return with_signals(true, false, false);
}

Config Config::with_logs_only() const {
    return with_signals(false, true, false);
}

Config Config::with_traces_only() const {
    return with_signals(false, false, true);
}

Config Config::with_service_version(std::string value) const {
    return with(*this, &Config::service_version, std::move(value));
}

Config Config::with_service_namespace(std::string value) const {
    return with(*this, &Config::service_namespace, std::move(value));
}

Config Config::with_environment(std::string value) const {
    return with(*this, &Config::environment, std::move(value));
}

Config Config::with_custom_attribute(std::string key, std::string value) const {
    return changed(*this, [&](Config& config) { config.custom_attributes[std::move(key)] = std::move(value); });
}

Config Config::with_custom_attributes(const std::map<std::string, std::string>& values) const {
    return changed(*this, [&](Config& config) {
        for (const auto& [key, value] : values)
            config.custom_attributes[key] = value;
    });
}

Config Config::with_batch_settings(Duration longest_wait, std::uint32_t max_size) const {
    return changed(*this, [&](Config& config) {
        config.batch_timeout = longest_wait;
        config.batch_max_size = max_size;
    });
}

Config Config::with_rate_limit(std::uint32_t requests_per_second) const {
    return with(*this, &Config::rate_limit, requests_per_second);
}

Config Config::with_grpc_keepalive(GrpcKeepaliveConfig value) const {
    return with(*this, &Config::grpc_keepalive, value);
}

Config Config::with_grpc_message_sizes(std::size_t max_recv_bytes, std::size_t max_send_bytes) const {
    return changed(*this, [&](Config& config) {
        config.grpc_max_recv_msg_size = max_recv_bytes;
        config.grpc_max_send_msg_size = max_send_bytes;
    });
}

Config Config::with_grpc_buffer_sizes(std::size_t read_bytes, std::size_t write_bytes) const {
    return changed(*this, [&](Config& config) {
        config.grpc_read_buffer_size = read_bytes;
        config.grpc_write_buffer_size = write_bytes;
    });
}

Config Config::with_v2_api(bool value) const {
    return with(*this, &Config::use_v2_api, value);
}

Config Config::with_v2_only() const {
    return changed(*this, [](Config& config) {
        config.use_v2_api = true;
        config.v2_only = true;
    });
}

Config Config::with_traces_endpoint(std::string path) const {
    return with(*this, &Config::traces_endpoint, std::move(path));
}

Config Config::with_metrics_endpoint(std::string path) const {
    return with(*this, &Config::metrics_endpoint, std::move(path));
}

Config Config::with_logs_endpoint(std::string path) const {
    return with(*this, &Config::logs_endpoint, std::move(path));
}

Config Config::with_collector_id(std::string value) const {
    return with(*this, &Config::collector_id, std::move(value));
}

Config Config::with_collector_name(std::string value) const {
    return with(*this, &Config::collector_name, std::move(value));
}

Config Config::with_collector_description(std::string value) const {
    return with(*this, &Config::collector_description, std::move(value));
}

Config Config::with_collector_hostname(std::string value) const {
    return with(*this, &Config::collector_hostname, std::move(value));
}

Config Config::with_collector_tag(std::string key, std::string value) const {
    return changed(*this, [&](Config& config) { config.collector_tags[std::move(key)] = std::move(value); });
}

Config Config::with_collector_tags(const std::map<std::string, std::string>& values) const {
    return changed(*this, [&](Config& config) {
        for (const auto& [key, value] : values)
            config.collector_tags[key] = value;
    });
}

Config Config::with_enrich_resources(bool value) const {
    return with(*this, &Config::enrich_resources, value);
}

Config Config::with_datacenter(std::string value) const {
    return with(*this, &Config::datacenter, std::move(value));
}

}  // namespace telemetryflow
