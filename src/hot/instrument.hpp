#pragma once

// A metric instrument and the streams that its measurements go to. Created once under the registry's lock and never
// moved or removed while the client lives, so that handles may point at it.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "telemetryflow/hot/instrument_kind.hpp"

#include "hot/metric_stream.hpp"
#include "hot/scope.hpp"
#include "hot/series.hpp"

namespace telemetryflow::hot {

struct Instrument {
    std::uint32_t id = 0;
    const Scope* scope = nullptr;
    InstrumentKind kind = InstrumentKind::Counter;
    std::string name;
    std::string unit;
    std::vector<double> boundaries;  // asked for; of histograms
    std::uint64_t made_at = 0;

    std::vector<std::unique_ptr<MetricStream>> streams;
    /// The one stream, where there is one and it keeps what the instrument's calls write into; else null, and
    /// measurements take the slower way to each stream.
    MetricStream* only = nullptr;
    /// Where there is no only stream: what stands for all of them, and what bound handles have.
    Series route;
    std::vector<std::unique_ptr<Series>> bound_routes;
};

}  // namespace telemetryflow::hot
