#pragma once

// A metric instrument and its series. Created once under the registry's lock and never moved or removed while the
// client lives, so that handles may point at it.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "telemetryflow/hot/instrument_kind.hpp"

#include "hot/bucket_bounds.hpp"
#include "hot/scope.hpp"
#include "hot/series.hpp"

namespace telemetryflow::hot {

struct Instrument {
    std::uint32_t id = 0;
    const Scope* scope = nullptr;
    InstrumentKind kind = InstrumentKind::Counter;
    std::string name;
    std::string unit;
    std::string description;
    BucketBounds bounds;  // of histograms

    // By the canonical bytes of the attribute set, which the series owns.
    std::unordered_map<std::string_view, Series*> by_attributes;
    std::vector<std::unique_ptr<Series>> series;
    Series* overflow = nullptr;
};

}  // namespace telemetryflow::hot
