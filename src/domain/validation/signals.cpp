#include <cmath>
#include <sstream>
#include <string_view>
#include <tuple>
#include <utility>

#include "domain/config_validation.hpp"

namespace telemetryflow {
namespace {

std::string shown(double value) {
    std::ostringstream out;
    out.imbue(std::locale::classic());
    out << value;
    return out.str();
}

void check_boundaries(const std::vector<double>& boundaries, FaultList& faults) {
    constexpr std::string_view kMend = "set with_histogram_boundaries() or TELEMETRYFLOW_HISTOGRAM_BOUNDARIES";
    for (std::size_t i = 0; i < boundaries.size(); ++i) {
        if (!std::isfinite(boundaries[i])) {
            faults.must_be("histogram_boundaries", "finite numbers", shown(boundaries[i]), kMend);
            return;
        }
        if (i > 0 && !(boundaries[i - 1] < boundaries[i])) {
            faults.must_be("histogram_boundaries", "strictly increasing",
                           shown(boundaries[i - 1]) + " before " + shown(boundaries[i]), kMend);
            return;
        }
    }
}

void check_ratio(std::string_view field, double ratio, std::string_view mend, FaultList& faults) {
    // Written so that NaN, which compares false with everything, is refused too.
    if (ratio >= 0.0 && ratio <= 1.0) return;
    faults.must_be(field, "from 0 to 1", shown(ratio), mend);
}

}  // namespace

void validate_signals(const TelemetryConfig& config, FaultList& faults) {
    check_ratio("sampler.ratio", config.sampler.ratio, "set with_sampler() or TELEMETRYFLOW_SAMPLER_RATIO", faults);
    for (const auto& [field, delegate] :
         {std::pair("sampler.remote_parent_sampled.ratio", config.sampler.remote_parent_sampled),
          std::pair("sampler.remote_parent_not_sampled.ratio", config.sampler.remote_parent_not_sampled),
          std::pair("sampler.local_parent_sampled.ratio", config.sampler.local_parent_sampled),
          std::pair("sampler.local_parent_not_sampled.ratio", config.sampler.local_parent_not_sampled)}) {
        check_ratio(field, delegate.ratio, "set with_sampler()", faults);
    }
    if (config.cardinality_limit == 0) {
        faults.must_be("cardinality_limit", "at least 1", "0",
                       "set with_cardinality_limit() or TELEMETRYFLOW_CARDINALITY_LIMIT");
    }
    check_boundaries(config.histogram_boundaries, faults);
    for (const auto& [field, value, variable] :
         {std::tuple("attribute_value_length_limit", config.attribute_value_length_limit,
                     "TELEMETRYFLOW_ATTRIBUTE_VALUE_LENGTH_LIMIT"),
          std::tuple("name_length_limit", config.name_length_limit, "TELEMETRYFLOW_NAME_LENGTH_LIMIT"),
          std::tuple("body_length_limit", config.body_length_limit, "TELEMETRYFLOW_BODY_LENGTH_LIMIT")}) {
        if (value == 0) faults.must_be(field, "at least 1 byte", "0", std::string("set with_limits() or ") + variable);
    }
}

}  // namespace telemetryflow
