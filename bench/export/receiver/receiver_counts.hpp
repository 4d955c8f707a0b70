#pragma once

// What a receiver has seen, in memory that it shares with the process that measures.

#include <atomic>
#include <cstdint>

namespace telemetryflow::bench {

struct ReceiverCounts {
    std::atomic<int> port{0};  // set when the receiver listens
    std::atomic<std::uint64_t> requests{0};
    std::atomic<std::uint64_t> spans{0};
    std::atomic<std::uint64_t> bytes{0};      // of bodies, as they were on the wire
    std::atomic<std::uint64_t> broken{0};     // bodies that are no request
    std::atomic<std::int64_t> last_at_ns{0};  // when the last body was complete, by the monotonic clock
};

}  // namespace telemetryflow::bench
