#include "hot/histogram_cell.hpp"

#include "telemetryflow/hot/record_histogram.hpp"

#include "hot/explicit_histogram_cell.hpp"
#include "hot/exponential_histogram_cell.hpp"

namespace telemetryflow::hot {

void record(HistogramCell& cell, double value) noexcept {
    record_in(cell, value);
}

void record_slowly(HistogramCell& cell, double value) noexcept {
    switch (cell.form()) {
        case HistogramCell::Form::Explicit: return static_cast<ExplicitHistogramCell&>(cell).write(value);
        case HistogramCell::Form::LockedExplicit: return static_cast<ExplicitHistogramCell&>(cell).write_locked(value);
        case HistogramCell::Form::Exponential: return static_cast<ExponentialHistogramCell&>(cell).write(value);
    }
}

}  // namespace telemetryflow::hot
