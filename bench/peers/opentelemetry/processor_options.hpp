#pragma once

#include <chrono>

namespace telemetryflow::bench {

/// The batch processors' default options, but for how often they export what has not filled half of the queue. A flush
/// can miss its wake-up and then waits that long: 5 s by default. During a burst, which takes 1 or 2 ms, it makes no
/// difference.
template <class Options>
[[nodiscard]] Options processor_options() {
    Options options;
    options.schedule_delay_millis = std::chrono::milliseconds(20);
    return options;
}

}  // namespace telemetryflow::bench
