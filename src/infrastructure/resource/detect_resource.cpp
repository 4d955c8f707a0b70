#include "infrastructure/resource/detect_resource.hpp"

#include "telemetryflow/version.hpp"

#include "domain/key_values.hpp"
#include "infrastructure/resource/detected_attributes.hpp"
#include "infrastructure/resource/instance_id.hpp"
#include "infrastructure/resource/kubernetes_attributes.hpp"

namespace telemetryflow::resource {
namespace {

void add_from_environment(const Environment& environment, ResourceAttributes& attributes,
                          std::vector<std::string>& warnings) {
    const auto value = environment("OTEL_RESOURCE_ATTRIBUTES");
    if (!value || value->empty()) return;
    auto pairs = parse_key_values(*value);
    if (!pairs) {
        warnings.push_back(
            "OTEL_RESOURCE_ATTRIBUTES is not a list of percent-encoded key=value pairs and is left out as a whole");
        return;
    }
    for (auto& [key, attribute] : *pairs)
        attributes.insert_or_assign(std::move(key), std::move(attribute));
}

void detect(ResourceDetector detector, const SystemProbe& probe, const Environment& environment,
            ResourceAttributes& attributes) {
    switch (detector) {
        case ResourceDetector::Host: return detect_host(probe, attributes);
        case ResourceDetector::Os: return detect_os(probe, attributes);
        case ResourceDetector::Process: return detect_process(probe, attributes);
        case ResourceDetector::Container: return detect_container(probe, attributes);
        case ResourceDetector::Kubernetes: return detect_kubernetes(probe, environment, attributes);
    }
}

}  // namespace

ResourceAttributes detect_resource(const TelemetryConfig& config, const Environment& environment,
                                   std::vector<std::string>& warnings, const SystemProbe& probe) {
    ResourceAttributes attributes;
    if (config.enrich_resources) {
        for (const ResourceDetector detector : config.resource_detectors)
            detect(detector, probe, environment, attributes);
    }
    attributes.insert_or_assign("service.instance.id", instance_id(probe.process_id()));
    add_from_environment(environment, attributes, warnings);
    attributes.insert_or_assign("telemetry.sdk.name", std::string("telemetryflow"));
    attributes.insert_or_assign("telemetry.sdk.language", std::string("cpp"));
    attributes.insert_or_assign("telemetry.sdk.version", std::string(kVersion));
    for (const auto& [key, value] : config.get_resource_attributes())
        attributes.insert_or_assign(key, value);
    return attributes;
}

}  // namespace telemetryflow::resource
