#pragma once

// What becomes of the measurements of some instruments on their way to a data point (OpenTelemetry metrics SDK,
// "View"). Every view that selects an instrument gives a stream of its own. A value.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "telemetryflow/domain/view_aggregation.hpp"
#include "telemetryflow/domain/view_instrument.hpp"

namespace telemetryflow {

struct View {
    // The selector: what is given has to fit; at least one of these is.
    /// `*` stands for any characters, `?` for one.
    std::string instrument_name{};
    std::optional<ViewInstrument> instrument_type{};
    std::string instrument_unit{};
    std::string meter_name{};
    std::string meter_version{};
    std::string meter_schema_url{};

    // The stream: what is not given is the instrument's.
    std::string name{};  // only where the selector can fit no more than one instrument name
    std::string description{};
    std::string unit{};
    /// The attributes that are kept; unset: all.
    std::optional<std::vector<std::string>> attribute_keys{};
    ViewAggregation aggregation = ViewAggregation::Default;
    /// Of ExplicitBucketHistogram: inclusive upper bounds, finite and increasing; empty: the default's.
    std::vector<double> boundaries{};
    /// Of Base2ExponentialHistogram: buckets of positive and of negative values each, 2 to 160.
    std::uint32_t max_size = 160;
    /// Of Base2ExponentialHistogram: -10 to 20.
    std::int32_t max_scale = 20;
    /// Whether histograms have minimum and maximum.
    bool record_min_max = true;
    /// Series of the stream; unset: the config's.
    std::optional<std::uint32_t> cardinality_limit{};

    friend bool operator==(const View&, const View&) = default;
};

}  // namespace telemetryflow
