#pragma once

// Setters of OpenTelemetry's variables where their meaning differs from ours. Pure functions; safe to use from any
// thread.

#include <string_view>

#include "infrastructure/config/environment_variable.hpp"

namespace telemetryflow::config {

ValueOutcome set_otlp_protocol(std::string_view value, ConfigDraft& draft);
ValueOutcome set_otlp_compression(std::string_view value, ConfigDraft& draft);
/// Milliseconds; 0, OpenTelemetry's "no limit", is not offered.
ValueOutcome set_otlp_timeout(std::string_view value, ConfigDraft& draft);
ValueOutcome set_otel_sampler(std::string_view value, ConfigDraft& draft);
/// Read only when the sampler is one by ratio; other samplers define other arguments or none.
ValueOutcome set_otel_sampler_argument(std::string_view value, ConfigDraft& draft);
/// A list with a format that only OpenTelemetry's own SDKs know is left out as a whole.
ValueOutcome set_otel_propagators(std::string_view value, ConfigDraft& draft);
ValueOutcome add_otel_headers(std::string_view value, ConfigDraft& draft);
/// Turns off the signals that nothing else has settled.
ValueOutcome set_otel_disabled(std::string_view value, ConfigDraft& draft);
/// Takes service.name, service.version, service.namespace and the deployment environment out of
/// OTEL_RESOURCE_ATTRIBUTES where nothing else settled them; resource detection reads the other attributes.
ValueOutcome set_from_resource_attributes(std::string_view value, ConfigDraft& draft);
/// For a variable of OpenTelemetry that has no counterpart here.
ValueOutcome refuse_as_unsupported(std::string_view value, ConfigDraft& draft);

}  // namespace telemetryflow::config
