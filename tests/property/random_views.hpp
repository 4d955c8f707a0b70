#pragma once

// Views as a program might have them: none, one for many instruments, several for one. Free functions.

#include <string>
#include <vector>

#include "telemetryflow/domain/view.hpp"

#include "property/generator.hpp"

namespace telemetryflow::tests::property {

inline View random_stream(Generator& random) {
    static const std::vector<std::string> keys{"set", "colour", "even", "absent"};
    View view;
    if (random.chance(60)) {
        view.attribute_keys.emplace();
        for (const std::string& key : keys) {
            if (random.chance(40)) view.attribute_keys->push_back(key);
        }
    }
    switch (random.below(6)) {
        case 0: view.aggregation = ViewAggregation::Sum; break;
        case 1: view.aggregation = ViewAggregation::LastValue; break;
        case 2:
            view.aggregation = ViewAggregation::ExplicitBucketHistogram;
            view.boundaries = {-5, 0, 0.5, 32, 500};
            break;
        case 3:
            view.aggregation = ViewAggregation::Base2ExponentialHistogram;
            view.max_size = static_cast<std::uint32_t>(random.between(2, 160));
            view.max_scale = static_cast<std::int32_t>(random.between(0, 30)) - 10;
            break;
        default: break;
    }
    view.record_min_max = random.chance(80);
    if (random.chance(30)) view.cardinality_limit = static_cast<std::uint32_t>(random.between(1, 8));
    return view;
}

/// Metrics have names of their own: views of one instrument are renamed, and at most one view keeps the names.
inline std::vector<View> random_views(Generator& random, const std::vector<std::string>& instruments) {
    static const std::vector<std::string> patterns{"s.*", "o.*", "s.c*", "o.level"};
    std::vector<View> views;
    if (random.chance(50)) {
        View wide = random_stream(random);
        wide.instrument_name = random.one_of(patterns);
        if (random.chance(30)) wide.instrument_type = static_cast<ViewInstrument>(random.below(7));
        if (random.chance(15)) wide.aggregation = ViewAggregation::Drop;
        if (wide.aggregation != ViewAggregation::ExplicitBucketHistogram) wide.boundaries.clear();
        views.push_back(wide);
    }
    for (std::uint64_t more = random.below(6); more > 0; --more) {
        View one = random_stream(random);
        one.instrument_name = random.one_of(instruments);
        one.name = "renamed." + std::to_string(more);
        views.push_back(one);
    }
    return views;
}

}  // namespace telemetryflow::tests::property
