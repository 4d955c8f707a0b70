#pragma once

// What an instrument's measurements become on the wire: one metric and its series (OpenTelemetry metrics SDK, "View").
// Made with its instrument under the registry's lock and never moved or removed while the client lives.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "telemetryflow/hot/instrument_kind.hpp"

#include "hot/aggregation.hpp"
#include "hot/bucket_bounds.hpp"
#include "hot/scope.hpp"
#include "hot/series.hpp"

namespace telemetryflow::hot {

struct Instrument;

struct MetricStream {
    Instrument* instrument = nullptr;
    const Scope* scope = nullptr;
    InstrumentKind kind = InstrumentKind::Counter;  // of the instrument
    Aggregation aggregation = Aggregation::Sum;
    std::uint32_t id = 0;  // what SeriesKey calls it
    std::string name;
    std::string unit;
    std::string description;
    BucketBounds bounds;  // of explicit buckets
    std::uint32_t max_size = 160;
    std::int32_t max_scale = 20;
    bool record_min_max = true;
    std::optional<std::vector<std::string>> attribute_keys;  // sorted; none: all are kept
    std::uint32_t cardinality = 2000;

    // By the canonical bytes of the attribute set, which the series owns.
    std::unordered_map<std::string_view, Series*> by_attributes;
    std::vector<std::unique_ptr<Series>> series;
    Series* overflow = nullptr;
    std::vector<std::unique_ptr<Series>> bound_aliases;  // what was bound with attributes that are not kept

    // Of an observable instrument: the last collection that observed it, and the series that this one did.
    std::uint64_t observed_in = 0;
    std::size_t observed = 0;

    /// Whether its series are told apart by the attribute `key`.
    [[nodiscard]] bool keeps(std::string_view key) const {
        return !attribute_keys || std::binary_search(attribute_keys->begin(), attribute_keys->end(), key);
    }

    /// Series that are observed no more make room for others at once.
    [[nodiscard]] bool has_room() const noexcept {
        return (is_observable(kind) ? observed : by_attributes.size()) < cardinality;
    }

    /// A sum of what may be negative says nothing (OpenTelemetry, "Histogram Aggregations").
    [[nodiscard]] bool has_sum() const noexcept { return is_monotonic(kind); }
};

}  // namespace telemetryflow::hot
