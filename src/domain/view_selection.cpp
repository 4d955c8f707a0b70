#include "domain/view_selection.hpp"

#include "domain/wildcard.hpp"

namespace telemetryflow {
namespace {

bool fits(std::string_view asked, std::string_view given) noexcept {
    return asked.empty() || asked == given;
}

}  // namespace

bool selects(const View& view, const ViewCandidate& candidate) noexcept {
    if (view.instrument_type && *view.instrument_type != candidate.type) return false;
    if (!view.instrument_name.empty() && !matches_wildcard(view.instrument_name, candidate.name, LetterCase::Ignored))
        return false;
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
