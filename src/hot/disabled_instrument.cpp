#include "hot/disabled_instrument.hpp"

#include <array>
#include <cstddef>
#include <limits>

namespace telemetryflow::hot {
namespace {

struct Disabled {
    Instrument instrument;
    Series series;
};

Disabled& disabled(InstrumentKind kind) {
    constexpr std::size_t kKinds = 8;
    static std::array<Disabled, kKinds>& all = *[] {
        // Never freed: handles may be used while the program ends.
        auto* made = new std::array<Disabled, kKinds>;
        for (std::size_t i = 0; i < kKinds; ++i) {
            Disabled& one = (*made)[i];
            one.instrument.id = kDisabledInstrument;
            one.instrument.kind = static_cast<InstrumentKind>(i);
            one.series.instrument = &one.instrument;
            // Beyond every thread's table of bound cells.
            one.series.bound_slot = std::numeric_limits<std::uint32_t>::max();
        }
        return made;
    }();
    return all[static_cast<std::size_t>(kind)];
}

}  // namespace

Instrument& disabled_instrument(InstrumentKind kind) {
    return disabled(kind).instrument;
}

Series& disabled_series(InstrumentKind kind) {
    return disabled(kind).series;
}

}  // namespace telemetryflow::hot
