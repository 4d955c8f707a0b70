#pragma once

// Receivers that count what arrives and do nothing else with it. Each runs in a process of its own, so that its CPU
// time is not the SDK's, and never returns: the measuring process ends it. Results are in memory that both share.

#include <atomic>
#include <cstdint>

namespace telemetryflow::bench {

struct ReceiverCounts {
    std::atomic<int> port{0};  // set when the receiver listens
    std::atomic<std::uint64_t> requests{0};
    std::atomic<std::uint64_t> spans{0};
    std::atomic<std::uint64_t> bytes{0};   // of bodies, as they were on the wire
    std::atomic<std::uint64_t> broken{0};  // bodies that are no request
};

[[noreturn]] void serve_http(ReceiverCounts& counts);
[[noreturn]] void serve_grpc(ReceiverCounts& counts);

}  // namespace telemetryflow::bench
