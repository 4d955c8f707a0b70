#include <cmath>
#include <string>

#include "domain/config_validation.hpp"

namespace telemetryflow {
namespace {

constexpr std::uint32_t kMinSize = 2;
constexpr std::uint32_t kMaxSize = 160;
constexpr std::int32_t kMinScale = -10;
constexpr std::int32_t kMaxScale = 20;

bool has_selector(const View& view) noexcept {
    return view.instrument_type || !view.instrument_name.empty() || !view.instrument_unit.empty() ||
           !view.meter_name.empty() || !view.meter_version.empty() || !view.meter_schema_url.empty();
}

bool selects_one_name(const View& view) noexcept {
    return !view.instrument_name.empty() && view.instrument_name.find_first_of("*?") == std::string::npos;
}

bool are_boundaries(const std::vector<double>& boundaries) noexcept {
    for (std::size_t i = 0; i < boundaries.size(); ++i) {
        if (!std::isfinite(boundaries[i]) || (i != 0 && !(boundaries[i - 1] < boundaries[i]))) return false;
    }
    return true;
}

void validate_view(const View& view, const std::string& which, FaultList& faults) {
    const auto fault = [&](const char* what) { faults.add(which + " " + what); };
    if (!has_selector(view)) fault(R"(selects nothing: give its instrument_name ("*" for all) or another criterion)");
    if (!view.name.empty() && !selects_one_name(view))
        fault("gives one name to several instruments: its instrument_name must be one name without * and ?");
    if (!view.boundaries.empty() && view.aggregation != ViewAggregation::ExplicitBucketHistogram)
        fault("has boundaries, which only ViewAggregation::ExplicitBucketHistogram uses");
    if (!are_boundaries(view.boundaries)) fault("needs boundaries that are finite and strictly increasing");
    if (view.max_size < kMinSize || view.max_size > kMaxSize)
        faults.must_be(which + ".max_size", "from 2 to 160", std::to_string(view.max_size), "set View::max_size");
    if (view.max_scale < kMinScale || view.max_scale > kMaxScale)
        faults.must_be(which + ".max_scale", "from -10 to 20", std::to_string(view.max_scale), "set View::max_scale");
    if (view.cardinality_limit && *view.cardinality_limit == 0)
        faults.must_be(which + ".cardinality_limit", "at least 1", "0", "set View::cardinality_limit");
}

}  // namespace

void validate_views(const TelemetryConfig& config, FaultList& faults) {
    for (std::size_t i = 0; i < config.views.size(); ++i)
        validate_view(config.views[i], "views[" + std::to_string(i) + "]", faults);
}

}  // namespace telemetryflow
