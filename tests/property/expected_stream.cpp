#include "property/expected_stream.hpp"

namespace telemetryflow::tests::property {
namespace {

// Patterns of the program are a name, or one of its parts and `*`.
bool selects(const View& view, const std::string& instrument, ViewInstrument kind) {
    if (view.instrument_type && *view.instrument_type != kind) return false;
    const std::string& pattern = view.instrument_name;
    if (pattern.ends_with('*')) return instrument.starts_with(pattern.substr(0, pattern.size() - 1));
    return pattern == instrument;
}

bool makes_sense(ViewAggregation aggregation, ViewInstrument kind) {
    const bool is_gauge = kind == ViewInstrument::Gauge || kind == ViewInstrument::ObservableGauge;
    switch (aggregation) {
        case ViewAggregation::Sum: return !is_gauge;
        case ViewAggregation::LastValue: return is_gauge;
        case ViewAggregation::ExplicitBucketHistogram:
        case ViewAggregation::Base2ExponentialHistogram: return kind < ViewInstrument::ObservableCounter;
        default: return false;
    }
}

ViewAggregation default_of(ViewInstrument kind, HistogramAggregation of_histograms) {
    switch (kind) {
        case ViewInstrument::Gauge:
        case ViewInstrument::ObservableGauge: return ViewAggregation::LastValue;
        case ViewInstrument::Histogram:
            return of_histograms == HistogramAggregation::Base2Exponential ? ViewAggregation::Base2ExponentialHistogram
                                                                           : ViewAggregation::ExplicitBucketHistogram;
        default: return ViewAggregation::Sum;
    }
}

}  // namespace

std::vector<ExpectedStream> expected_streams(const std::string& instrument, ViewInstrument kind,
                                             const TelemetryConfig& config, const std::vector<double>& bounds) {
    std::vector<ExpectedStream> streams;
    const auto add = [&](const View& view) {
        if (view.aggregation == ViewAggregation::Drop) return;
        streams.push_back({.name = view.name.empty() ? instrument : view.name,
                           .kind = kind,
                           .aggregation = makes_sense(view.aggregation, kind)
                                              ? view.aggregation
                                              : default_of(kind, config.histogram_aggregation),
                           .bounds = view.boundaries.empty() ? bounds : view.boundaries,
                           .keys = view.attribute_keys,
                           .limit = view.cardinality_limit.value_or(config.cardinality_limit),
                           .has_extremes = view.record_min_max});
    };
    bool is_selected = false;
    for (const View& view : config.views) {
        if (!selects(view, instrument, kind)) continue;
        is_selected = true;
        add(view);
    }
    if (!is_selected) add(View{});
    return streams;
}

}  // namespace telemetryflow::tests::property
