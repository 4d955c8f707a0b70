#pragma once

// How long exporting and collecting took, from the client's first start on. Used by one worker after the other.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "telemetryflow/domain/signal_type.hpp"

#include "hot/histogram_totals.hpp"

namespace telemetryflow::pipeline {

struct OperationTimes {
    using Seconds = std::chrono::duration<double>;
    /// Upper bounds in seconds: those that the semantic conventions advise for durations of requests.
    static constexpr std::array<double, 14> kBounds{0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25,
                                                    0.5,   0.75, 1,     2.5,  5,     7.5, 10};

    std::uint64_t start_time = 0;  // Unix nanoseconds; 0 before the first collection
    /// By the failure's label, which is empty for a success.
    std::array<std::map<std::string, hot::HistogramTotals>, kSignalCount> exports;
    hot::HistogramTotals collections;

    void add_export(SignalType signal, std::string_view failure, Seconds time) {
        add(exports[static_cast<std::size_t>(signal)][std::string(failure)], time);
    }
    void add_collection(Seconds time) { add(collections, time); }

private:
    static void add(hot::HistogramTotals& totals, Seconds time) {
        const double seconds = time.count();
        totals.buckets.resize(kBounds.size() + 1);
        const auto* const bound = std::lower_bound(kBounds.begin(), kBounds.end(), seconds);
        ++totals.buckets[static_cast<std::size_t>(bound - kBounds.begin())];
        totals.sum += seconds;
        totals.min = std::min(totals.min, seconds);
        totals.max = std::max(totals.max, seconds);
    }
};

}  // namespace telemetryflow::pipeline
