#pragma once

// What a meter gives for an instrument while its scope may not record metrics: it is known to no registry, and what is
// recorded with it goes nowhere. One of each kind for all clients; used from every thread.

#include "hot/instrument.hpp"

namespace telemetryflow::hot {

[[nodiscard]] Instrument& disabled_instrument(InstrumentKind kind);
/// The series that binding one gives.
[[nodiscard]] Series& disabled_series(InstrumentKind kind);

/// Id of all of them; registries count from 1.
inline constexpr std::uint32_t kDisabledInstrument = 0xFFFFFFFF;

}  // namespace telemetryflow::hot
