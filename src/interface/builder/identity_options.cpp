#include <utility>

#include "telemetryflow/builder.hpp"

#include "interface/builder/builder_state.hpp"

namespace telemetryflow {

TelemetryFlowBuilder& TelemetryFlowBuilder::with_service(std::string name, std::optional<std::string> version) {
    state_->set(ConfigOption::ServiceName, &TelemetryConfig::service_name, std::move(name));
    if (!version) return *this;
    if (version->empty()) {
        state_->refuse_argument("with_service() got an empty version: leave it out to keep the default, 1.0.0");
    }
    state_->set(ConfigOption::ServiceVersion, &TelemetryConfig::service_version, std::move(*version));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_service_namespace(std::string value) {
    state_->set(ConfigOption::ServiceNamespace, &TelemetryConfig::service_namespace, std::move(value));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_environment(std::string value) {
    if (value.empty()) {
        state_->refuse_argument(
            "with_environment() got an empty name: leave the call out to keep the default, production");
    }
    state_->set(ConfigOption::DeploymentEnvironment, &TelemetryConfig::environment, std::move(value));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_custom_attribute(std::string key, std::string value) {
    state_->draft.config.custom_attributes[std::move(key)] = std::move(value);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_custom_attributes(const std::map<std::string, std::string>& values) {
    for (const auto& [key, value] : values)
        state_->draft.config.custom_attributes[key] = value;
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_collector_id(std::string value) {
    state_->set(ConfigOption::CollectorId, &TelemetryConfig::collector_id, std::move(value));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_collector_name(std::string value) {
    state_->set(ConfigOption::CollectorName, &TelemetryConfig::collector_name, std::move(value));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_collector_description(std::string value) {
    state_->set(ConfigOption::CollectorDescription, &TelemetryConfig::collector_description, std::move(value));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_collector_hostname(std::string value) {
    state_->set(ConfigOption::CollectorHostname, &TelemetryConfig::collector_hostname, std::move(value));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_collector_tag(std::string key, std::string value) {
    state_->draft.config.collector_tags[std::move(key)] = std::move(value);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_collector_tags(const std::map<std::string, std::string>& values) {
    for (const auto& [key, value] : values)
        state_->draft.config.collector_tags[key] = value;
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_enrich_resources(bool enabled) {
    state_->set(ConfigOption::EnrichResources, &TelemetryConfig::enrich_resources, enabled);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_resource_detectors(std::vector<ResourceDetector> detectors) {
    state_->set(ConfigOption::ResourceDetectors, &TelemetryConfig::resource_detectors, std::move(detectors));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_datacenter(std::string value) {
    state_->set(ConfigOption::Datacenter, &TelemetryConfig::datacenter, std::move(value));
    return *this;
}

}  // namespace telemetryflow
