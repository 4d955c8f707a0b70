#include "domain/view_selection.hpp"

#include <cstddef>

#include "domain/text.hpp"

namespace telemetryflow {
namespace {

bool fits(std::string_view asked, std::string_view given) noexcept {
    return asked.empty() || asked == given;
}

}  // namespace

bool matches_pattern(std::string_view pattern, std::string_view text) noexcept {
    std::size_t at = 0;
    std::size_t behind_star = std::string_view::npos;  // in the pattern: where to go back to
    std::size_t taken = 0;                             // by the last star
    for (std::size_t i = 0; i < text.size();) {
        if (at < pattern.size() && pattern[at] == '*') {
            behind_star = ++at;
            taken = i;
        } else if (at < pattern.size() &&
                   (pattern[at] == '?' || text::iequals(pattern.substr(at, 1), text.substr(i, 1)))) {
            ++at;
            ++i;
        } else if (behind_star != std::string_view::npos) {
            at = behind_star;
            i = ++taken;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

bool selects(const View& view, const ViewCandidate& candidate) noexcept {
    if (view.instrument_type && *view.instrument_type != candidate.type) return false;
    if (!view.instrument_name.empty() && !matches_pattern(view.instrument_name, candidate.name)) return false;
    return fits(view.instrument_unit, candidate.unit) && fits(view.meter_name, candidate.meter_name) &&
           fits(view.meter_version, candidate.meter_version) && fits(view.meter_schema_url, candidate.meter_schema_url);
}

bool is_compatible(ViewAggregation aggregation, ViewInstrument type) noexcept {
    const bool is_gauge = type == ViewInstrument::Gauge || type == ViewInstrument::ObservableGauge;
    switch (aggregation) {
        case ViewAggregation::Default:
        case ViewAggregation::Drop: return true;
        case ViewAggregation::Sum: return !is_gauge;
        case ViewAggregation::LastValue: return is_gauge;
        // What callbacks observe is no distribution of measurements.
        default: return type < ViewInstrument::ObservableCounter;
    }
}

}  // namespace telemetryflow
