#include <algorithm>

#include "domain/config_validation.hpp"
#include "domain/text.hpp"

namespace telemetryflow {
namespace {

struct SignalPath {
    std::string_view field;
    std::string_view mend;
    const std::string& custom;
};

bool is_path(std::string_view path) noexcept {
    return path.starts_with('/') && std::all_of(path.begin(), path.end(), text::is_visible) &&
           path.find_first_of("?#") == std::string_view::npos;
}

bool has_v1_segment(std::string_view path) {
    return (std::string(path) + "/").find("/v1/") != std::string::npos;
}

}  // namespace

void validate_paths(const TelemetryConfig& config, FaultList& faults) {
    if (config.v2_only && !config.use_v2_api) {
        faults.add(
            "v2_only contradicts use_v2_api = false: remove with_v2_only() (TELEMETRYFLOW_V2_ONLY) or "
            "with_v2_api(false) (TELEMETRYFLOW_USE_V2_API)");
    }
    if (config.v2_only && config.backend_profile == BackendProfile::Otlp) {
        faults.add(
            "v2_only contradicts the otlp profile, whose paths are /v1: remove with_v2_only() "
            "(TELEMETRYFLOW_V2_ONLY) or choose BackendProfile::TelemetryFlow");
    }
    for (const auto& path :
         {SignalPath{"traces_endpoint", "with_traces_endpoint() or TELEMETRYFLOW_TRACES_ENDPOINT",
                     config.traces_endpoint},
          SignalPath{"metrics_endpoint", "with_metrics_endpoint() or TELEMETRYFLOW_METRICS_ENDPOINT",
                     config.metrics_endpoint},
          SignalPath{"logs_endpoint", "with_logs_endpoint() or TELEMETRYFLOW_LOGS_ENDPOINT", config.logs_endpoint}}) {
        if (path.custom.empty()) continue;
        const bool may_hold_secret = path.custom.find_first_of("@?#") != std::string::npos;
        if (!is_path(path.custom)) {
            faults.must_be(path.field, "a path that starts with '/', without spaces, query and fragment",
                           may_hold_secret ? "[REDACTED]" : text::printable(path.custom),
                           "set " + std::string(path.mend));
        } else if (config.v2_only && has_v1_segment(path.custom)) {
            faults.must_be(path.field, "no /v1 path while v2_only is set", text::printable(path.custom),
                           "set " + std::string(path.mend) + ", or remove with_v2_only()");
        }
    }
}

}  // namespace telemetryflow
