#include "harness/count_mode.hpp"

#include <algorithm>

#include "harness/burst_clock.hpp"

namespace telemetryflow::bench {

void perform(Operation& operation, std::int64_t count) {
    const std::int64_t burst = operation.burst_of_each(1);
    BurstClock unmarked;
    operation.run(std::min<std::int64_t>(burst, 2'000), unmarked);
    operation.destination().drain();
    BurstClock clock;
    clock.mark();
    for (std::int64_t left = count; left > 0; left -= std::min(burst, left)) {
        operation.run(std::min(burst, left), clock);
        operation.destination().drain();
    }
}

}  // namespace telemetryflow::bench
