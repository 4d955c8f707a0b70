#include <utility>

#include "telemetryflow/build_result.hpp"
#include "telemetryflow/builder.hpp"
#include "telemetryflow/client.hpp"
#include "telemetryflow/client_ports.hpp"
#include "telemetryflow/domain/errors.hpp"

#include "interface/builder/built_config.hpp"

namespace telemetryflow {

TelemetryFlowClient TelemetryFlowBuilder::build() {
    auto [config, read_key_again] = built_config(*state_);
    if (state_->exporter_given && !state_->exporter) {
        throw BuilderError({"the exporter belongs to the client that was built first: call with_exporter() again"});
    }
    if (state_->propagator_given && !state_->propagator) {
        throw BuilderError({"the propagator belongs to the client that was built first: call with_propagator() again"});
    }
    if (state_->sampler_given && !state_->sampler) {
        throw BuilderError({"the sampler belongs to the client that was built first: call with_sampler() again"});
    }
    if (state_->processors_given && state_->span_processors.empty() && state_->log_processors.empty()) {
        throw BuilderError(
            {"the processors belong to the client that was built first: call with_span_processor() and "
             "with_log_record_processor() again"});
    }
    return TelemetryFlowClient(
        std::move(config), {.exporter = std::move(state_->exporter),
                            .diagnostics = std::move(state_->diagnostics),
                            .propagator = std::move(state_->propagator),
                            .credentials_provider =
                                state_->credentials_provider ? state_->credentials_provider : std::move(read_key_again),
                            .sampler = std::move(state_->sampler),
                            .span_processors = std::exchange(state_->span_processors, {}),
                            .log_processors = std::exchange(state_->log_processors, {})});
}

TelemetryFlowClient TelemetryFlowBuilder::must_build() {
    return build();
}

BuildResult TelemetryFlowBuilder::try_build() {
    BuildResult result;
    try {
        result.client.emplace(build());
    } catch (const FaultListError& error) {
        result.faults = error.faults();
    }
    return result;
}

TelemetryFlowBuilder new_builder() {
    return TelemetryFlowBuilder();
}

TelemetryFlowClient new_client(TelemetryConfig config) {
    return TelemetryFlowClient(std::move(config));
}

TelemetryFlowClient new_from_env() {
    return TelemetryFlowBuilder().with_auto_configuration().build();
}

TelemetryFlowClient must_new_from_env() {
    return new_from_env();
}

TelemetryFlowClient new_simple(std::string key_id, std::string key_secret, std::string endpoint, std::string service) {
    return TelemetryFlowBuilder()
        .with_api_key(std::move(key_id), std::move(key_secret))
        .with_endpoint(std::move(endpoint))
        .with_service(std::move(service))
        .build();
}

TelemetryFlowClient must_new_simple(std::string key_id, std::string key_secret, std::string endpoint,
                                    std::string service) {
    return new_simple(std::move(key_id), std::move(key_secret), std::move(endpoint), std::move(service));
}

}  // namespace telemetryflow
