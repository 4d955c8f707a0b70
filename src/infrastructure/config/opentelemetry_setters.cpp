#include "infrastructure/config/opentelemetry_setters.hpp"

#include <initializer_list>
#include <string>
#include <utility>

#include "domain/key_values.hpp"
#include "domain/member_list.hpp"
#include "domain/text.hpp"
#include "infrastructure/config/setters.hpp"
#include "infrastructure/config/telemetryflow_setters.hpp"
#include "infrastructure/config/value_parsing.hpp"

namespace telemetryflow::config {
namespace {

bool is_any_of(std::string_view value, std::initializer_list<std::string_view> names) {
    for (const auto name : names) {
        if (text::iequals(name, value)) return true;
    }
    return false;
}

}  // namespace

ValueOutcome set_otlp_protocol(std::string_view value, ConfigDraft& draft) {
    const auto name = text::trim(value);
    if (is_any_of(name, {"http/json"})) return ValueOutcome::Unsupported;
    if (!is_any_of(name, {"grpc", "http/protobuf"})) return ValueOutcome::Bad;
    return set_enum<&TelemetryConfig::protocol, protocol_from_string>(name, draft);
}

ValueOutcome set_otlp_compression(std::string_view value, ConfigDraft& draft) {
    const auto name = text::trim(value);
    if (!is_any_of(name, {"gzip", "none"})) return ValueOutcome::Bad;
    draft.config.compression = text::iequals(name, "gzip");
    return ValueOutcome::Applied;
}

ValueOutcome set_otlp_timeout(std::string_view value, ConfigDraft& draft) {
    if (text::trim(value) == "0") return ValueOutcome::Unsupported;
    return set_duration<&TelemetryConfig::timeout, kMillisecond, 1>(value, draft);
}

ValueOutcome set_otel_sampler(std::string_view value, ConfigDraft& draft) {
    const auto name = text::trim(value);
    if (is_any_of(name, {"jaeger_remote", "parentbased_jaeger_remote", "xray"})) return ValueOutcome::Unsupported;
    return set_enum<&TelemetryConfig::sampler, sampler_from_string>(name, draft);
}

ValueOutcome set_otel_sampler_argument(std::string_view value, ConfigDraft& draft) {
    if (draft.config.sampler.kind != SamplerConfig::Kind::TraceIdRatio) return ValueOutcome::Irrelevant;
    const auto ratio = parse_double(text::trim(value));
    if (!ratio || *ratio < 0.0 || *ratio > 1.0) return ValueOutcome::Bad;
    draft.config.sampler.ratio = *ratio;
    return ValueOutcome::Applied;
}

ValueOutcome set_otel_propagators(std::string_view value, ConfigDraft& draft) {
    bool elsewhere = false;
    const bool known = text::for_each_member(value, [&](std::string_view name) {
        const bool foreign = is_any_of(name, {"jaeger", "xray", "ottrace"});
        elsewhere = elsewhere || foreign;
        return foreign || propagator_from_string(name).has_value();
    });
    if (known && elsewhere) return ValueOutcome::Unsupported;
    return store<&TelemetryConfig::propagators>(propagators_from_string(value), draft);
}

ValueOutcome add_otel_headers(std::string_view value, ConfigDraft& draft) {
    const auto pairs = parse_key_values(value);
    if (!pairs) return ValueOutcome::Bad;
    for (const auto& [name, header] : *pairs) {
        if (add_header(name, header, draft)) draft.settled.add_entry(ConfigOption::Headers, name);
    }
    return ValueOutcome::Applied;
}

ValueOutcome set_otel_disabled(std::string_view value, ConfigDraft& draft) {
    const auto disabled = parse_bool(text::trim(value));
    if (!disabled) return ValueOutcome::Bad;
    if (!*disabled) return ValueOutcome::Applied;
    const auto turn_off = [&](ConfigOption option, bool TelemetryConfig::*field) {
        if (draft.settled.has(option)) return;
        draft.config.*field = false;
        draft.settled.add(option);
    };
    turn_off(ConfigOption::EnableMetrics, &TelemetryConfig::enable_metrics);
    turn_off(ConfigOption::EnableLogs, &TelemetryConfig::enable_logs);
    turn_off(ConfigOption::EnableTraces, &TelemetryConfig::enable_traces);
    return ValueOutcome::Applied;
}

ValueOutcome set_from_resource_attributes(std::string_view value, ConfigDraft& draft) {
    const auto pairs = parse_key_values(value);
    if (!pairs) return ValueOutcome::Bad;
    const auto take = [&](std::string_view key, ConfigOption option, std::string TelemetryConfig::*field) {
        for (const auto& [name, attribute] : *pairs) {
            if (name != key || attribute.empty() || draft.settled.has(option)) continue;
            draft.config.*field = attribute;
            draft.settled.add(option);
        }
    };
    take("service.name", ConfigOption::ServiceName, &TelemetryConfig::service_name);
    take("service.version", ConfigOption::ServiceVersion, &TelemetryConfig::service_version);
    take("service.namespace", ConfigOption::ServiceNamespace, &TelemetryConfig::service_namespace);
    take("deployment.environment.name", ConfigOption::DeploymentEnvironment, &TelemetryConfig::environment);
    take("deployment.environment", ConfigOption::DeploymentEnvironment, &TelemetryConfig::environment);
    // Resource detection reads the others; a weaker source may not give them as custom attributes, which win there.
    for (const auto& [name, attribute] : *pairs) {
        if (!draft.config.custom_attributes.contains(name)) {
            draft.settled.add_entry(ConfigOption::CustomAttributes, name);
        }
    }
    return ValueOutcome::Applied;
}

ValueOutcome refuse_as_unsupported(std::string_view, ConfigDraft&) {
    return ValueOutcome::Unsupported;
}

}  // namespace telemetryflow::config
