#include "harness/latencies.hpp"

#include <algorithm>
#include <cmath>

namespace telemetryflow::bench {

double Latencies::quantile(double part) {
    const auto rank = static_cast<std::ptrdiff_t>(std::ceil(part * static_cast<double>(took_.size()))) - 1;
    const auto at = took_.begin() + std::clamp<std::ptrdiff_t>(rank, 0, std::ssize(took_) - 1);
    std::nth_element(took_.begin(), at, took_.end());
    return static_cast<double>(*at);
}

}  // namespace telemetryflow::bench
