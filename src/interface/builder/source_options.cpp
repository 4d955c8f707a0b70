#include <utility>

#include "telemetryflow/builder.hpp"

#include "interface/builder/builder_state.hpp"

namespace telemetryflow {

TelemetryFlowBuilder& TelemetryFlowBuilder::with_config_file(std::string path) {
    state_->draft.config_file = std::move(path);
    state_->draft.settled.add(ConfigOption::ConfigFile);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_config_file_from_env() {
    state_->requested.add({ConfigOption::ConfigFile});
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_api_key_from_env() {
    state_->requested.add({ConfigOption::ApiKeyId, ConfigOption::ApiKeySecret});
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_endpoint_from_env() {
    state_->requested.add({ConfigOption::Endpoint});
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_service_from_env() {
    state_->requested.add({ConfigOption::ServiceName, ConfigOption::ServiceVersion});
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_service_namespace_from_env() {
    state_->requested.add({ConfigOption::ServiceNamespace});
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_environment_from_env() {
    state_->requested.add({ConfigOption::DeploymentEnvironment});
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_collector_id_from_env() {
    state_->requested.add({ConfigOption::CollectorId});
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_collector_name_from_env() {
    state_->requested.add({ConfigOption::CollectorName});
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_datacenter_from_env() {
    state_->requested.add({ConfigOption::Datacenter});
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_auto_configuration() {
    state_->requested = OptionSet::all();
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_environment_lookup(Environment lookup) {
    state_->environment = std::move(lookup);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_credentials_provider(CredentialsProvider provider) {
    state_->credentials_provider = std::move(provider);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_exporter(std::unique_ptr<Exporter> exporter) {
    state_->exporter_given = exporter != nullptr;
    state_->exporter = std::move(exporter);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_propagator(std::unique_ptr<TextMapPropagator> propagator) {
    state_->propagator_given = propagator != nullptr;
    state_->propagator = std::move(propagator);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_diagnostics(std::unique_ptr<Diagnostics> diagnostics) {
    state_->diagnostics = std::move(diagnostics);
    return *this;
}

}  // namespace telemetryflow
