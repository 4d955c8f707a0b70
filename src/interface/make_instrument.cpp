#include "interface/make_instrument.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "telemetryflow/domain/errors.hpp"

#include "hot/disabled_instrument.hpp"

namespace telemetryflow {

hot::Instrument* make_instrument(hot::Engine& engine, hot::InstrumentKind kind, std::string_view name,
                                 const InstrumentOptions& options, const hot::Scope* scope) {
    if (name.empty()) throw TelemetryFlowError(ErrorCode::InvalidConfig, "an instrument needs a name");
    const std::vector<double>& bounds = options.boundaries;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        if (std::isfinite(bounds[i]) && (i == 0 || bounds[i - 1] < bounds[i])) continue;
        throw TelemetryFlowError(ErrorCode::InvalidConfig,
                                 "the boundaries of histogram " + std::string(name) +
                                     " must be finite and each larger than the one before it: number " +
                                     std::to_string(i + 1) + " is not");
    }
    if (!engine.may_record(SignalType::Metrics, scope != nullptr ? *scope : engine.scopes.at(hot::Scope::kOwn)))
        return &hot::disabled_instrument(kind);
    hot::Instrument* made = engine.metrics.instrument({.kind = kind,
                                                       .name = name,
                                                       .unit = options.unit,
                                                       .description = options.description,
                                                       .boundaries = options.boundaries,
                                                       .scope = scope});
    if (made != nullptr) return made;
    throw TelemetryFlowError(ErrorCode::InvalidConfig,
                             "too many instruments: names must not carry values, which belong into attributes");
}

}  // namespace telemetryflow
