#include "hot/disabled_instrument.hpp"

#include <array>
#include <cstddef>
#include <limits>

#include "process/made_once.hpp"

namespace telemetryflow::hot {
namespace {

struct Disabled {
    Instrument instrument;
    Series series;
};

struct AllDisabled {
    AllDisabled() {
        for (std::size_t i = 0; i < of_kind.size(); ++i) {
            Disabled& one = of_kind[i];
            one.instrument.id = kDisabledInstrument;
            one.instrument.kind = static_cast<InstrumentKind>(i);
            one.series.instrument = &one.instrument;
            // Beyond every thread's table of bound cells.
            one.series.bound_slot = std::numeric_limits<std::uint32_t>::max();
        }
    }

    std::array<Disabled, 8> of_kind;
};

// Handles may be used while the program ends.
constinit process::MadeOnce<AllDisabled> g_disabled;

Disabled& disabled(InstrumentKind kind) {
    return g_disabled.get().of_kind[static_cast<std::size_t>(kind)];
}

}  // namespace

Instrument& disabled_instrument(InstrumentKind kind) {
    return disabled(kind).instrument;
}

Series& disabled_series(InstrumentKind kind) {
    return disabled(kind).series;
}

}  // namespace telemetryflow::hot
