#include "telemetryflow/domain/telemetry_config.hpp"

#include "telemetryflow/domain/errors.hpp"

#include "domain/config_validation.hpp"
#include "domain/text.hpp"

namespace telemetryflow {

std::vector<std::string> TelemetryConfig::validate() const {
    FaultList faults;
    validate_credentials(*this, faults);
    validate_settings(*this, faults);
    return std::move(faults).take();
}

TelemetryConfig TelemetryConfig::create(Credentials credentials, std::string endpoint, std::string service_name) {
    TelemetryConfig config;
    config.credentials = std::move(credentials);
    config.endpoint = std::move(endpoint);
    config.service_name = std::move(service_name);
    auto faults = config.validate();
    if (!faults.empty()) throw ConfigError(std::move(faults));
    return config;
}

std::string TelemetryConfig::get_endpoint_url() const {
    const auto parsed = Endpoint::parse(endpoint).endpoint;
    return parsed ? parsed->url(protocol, insecure) : std::string();
}

bool TelemetryConfig::uses_tls() const {
    const auto parsed = Endpoint::parse(endpoint).endpoint;
    return !parsed || parsed->uses_tls(insecure);
}

bool TelemetryConfig::uses_v2_api() const noexcept {
    return use_v2_api && backend_profile == BackendProfile::TelemetryFlow;
}

std::string TelemetryConfig::get_signal_path(SignalType signal) const {
    const std::string* custom = &traces_endpoint;
    if (signal == SignalType::Metrics) custom = &metrics_endpoint;
    if (signal == SignalType::Logs) custom = &logs_endpoint;
    if (!custom->empty()) return *custom;
    const auto parsed = Endpoint::parse(endpoint).endpoint;
    return (parsed ? parsed->path() : std::string()) + (uses_v2_api() ? "/v2/" : "/v1/") +
           std::string(to_string(signal));
}

bool TelemetryConfig::is_signal_enabled(SignalType signal) const noexcept {
    switch (signal) {
        case SignalType::Metrics: return enable_metrics;
        case SignalType::Logs: return enable_logs;
        case SignalType::Traces: return enable_traces;
    }
    return false;
}

std::vector<SignalType> TelemetryConfig::get_enabled_signals() const {
    std::vector<SignalType> enabled;
    for (const auto signal : kAllSignals) {
        if (is_signal_enabled(signal)) enabled.push_back(signal);
    }
    return enabled;
}

TelemetryConfig::Headers TelemetryConfig::get_auth_headers() const {
    Headers result;
    if (credentials) result = credentials->auth_headers();
    const auto add = [&](std::string name, const std::string& value) {
        if (!value.empty()) result.emplace_back(std::move(name), value);
    };
    add("X-TelemetryFlow-Collector-ID", collector_id);
    add("X-TelemetryFlow-Collector-Name", collector_name);
    add("X-TelemetryFlow-Collector-Hostname", collector_hostname);
    add("X-TelemetryFlow-Environment", environment);
    add("X-TelemetryFlow-Datacenter", datacenter);
    add("X-TelemetryFlow-API-Version", uses_v2_api() ? "v2" : "");
    if (protocol == Protocol::Grpc) {
        for (auto& header : result)
            header.first = text::to_lower(header.first);
    }
    return result;
}

std::map<std::string, std::string> TelemetryConfig::get_resource_attributes() const {
    std::map<std::string, std::string> attributes = custom_attributes;
    const auto add = [&](const std::string& key, const std::string& value) {
        if (!value.empty()) attributes.emplace(key, value);
    };
    add("service.name", service_name);
    add("service.version", service_version);
    add("service.namespace", service_namespace);
    add("deployment.environment", environment);
    add("deployment.environment.name", environment);
    add("telemetryflow.collector.description", collector_description);
    for (const auto& [key, value] : collector_tags)
        add("telemetryflow.collector.tag." + key, value);
    return attributes;
}

bool TelemetryConfig::compression_enabled() const noexcept {
    return compression.value_or(protocol == Protocol::Grpc || backend_profile == BackendProfile::Otlp);
}

}  // namespace telemetryflow
