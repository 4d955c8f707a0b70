#pragma once

// What a view has to make of an instrument, as OpenTelemetry's metrics SDK says it ("View"), written down without the
// code that is tested. A plain value.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "telemetryflow/domain/telemetry_config.hpp"

namespace telemetryflow::tests::property {

/// An attribute set, as text.
using SeriesAttributes = std::map<std::string, std::string>;

struct ExpectedStream {
    std::string name;
    ViewInstrument kind = ViewInstrument::Counter;
    ViewAggregation aggregation = ViewAggregation::Sum;  // what is done: neither Default nor Drop
    std::vector<double> bounds;
    std::optional<std::vector<std::string>> keys;
    std::uint32_t limit = 2000;
    bool has_extremes = true;

    [[nodiscard]] SeriesAttributes kept(const SeriesAttributes& attributes) const {
        if (!keys) return attributes;
        SeriesAttributes left;
        for (const std::string& key : *keys) {
            if (const auto found = attributes.find(key); found != attributes.end()) left.insert(*found);
        }
        return left;
    }
    [[nodiscard]] bool is_monotonic() const {
        return kind == ViewInstrument::Counter || kind == ViewInstrument::ObservableCounter ||
               kind == ViewInstrument::Histogram;
    }
    [[nodiscard]] bool is_observable() const { return kind >= ViewInstrument::ObservableCounter; }
    [[nodiscard]] bool is_histogram() const {
        return aggregation == ViewAggregation::ExplicitBucketHistogram ||
               aggregation == ViewAggregation::Base2ExponentialHistogram;
    }
    /// Whether its points are of delta temporality (OTLP metrics exporter, temporality preference).
    [[nodiscard]] bool is_delta(Temporality preference) const {
        switch (kind) {
            case ViewInstrument::Counter:
            case ViewInstrument::Histogram: return preference != Temporality::Cumulative;
            case ViewInstrument::ObservableCounter: return preference == Temporality::Delta;
            default: return false;
        }
    }
};

/// The streams of an instrument of the program, whose histograms have `bounds`.
[[nodiscard]] std::vector<ExpectedStream> expected_streams(const std::string& instrument, ViewInstrument kind,
                                                           const TelemetryConfig& config,
                                                           const std::vector<double>& bounds);

}  // namespace telemetryflow::tests::property
