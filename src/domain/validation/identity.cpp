#include "domain/config_validation.hpp"
#include "domain/text.hpp"

namespace telemetryflow {

bool sends_anything(const TelemetryConfig& config) noexcept {
    return config.enable_metrics || config.enable_logs || config.enable_traces;
}

void validate_credentials(const TelemetryConfig& config, FaultList& faults) {
    if (config.credentials || config.backend_profile != BackendProfile::TelemetryFlow || !sends_anything(config))
        return;
    faults.add(
        "credentials are required by the telemetryflow profile: call with_api_key(id, secret) or set "
        "TELEMETRYFLOW_API_KEY_ID and TELEMETRYFLOW_API_KEY_SECRET, or choose "
        "with_backend_profile(BackendProfile::Otlp)");
}

void validate_identity(const TelemetryConfig& config, FaultList& faults) {
    if (text::is_blank(config.service_name) && sends_anything(config)) {
        faults.add("service_name is required: call with_service(name) or set TELEMETRYFLOW_SERVICE_NAME");
    }
    for (const auto& [key, value] : config.custom_attributes) {
        if (key.empty()) {
            faults.add(
                "custom_attributes has an empty key: name it in with_custom_attribute() or "
                "TELEMETRYFLOW_RESOURCE_ATTRIBUTES");
        }
    }
    for (const auto& [key, value] : config.collector_tags) {
        if (key.empty()) faults.add("collector_tags has an empty key: name it in with_collector_tag()");
    }
}

void validate_settings(const TelemetryConfig& config, FaultList& faults) {
    validate_connection(config, faults);
    validate_headers(config, faults);
    validate_delivery(config, faults);
    validate_signals(config, faults);
    validate_views(config, faults);
    validate_identity(config, faults);
    validate_paths(config, faults);
}

}  // namespace telemetryflow
