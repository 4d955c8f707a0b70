#pragma once

// One thing that a program records, as one subject does it: "span, 3 attributes" of opentelemetry-cpp. Subjects are
// compared by equal names. Made once; run() may be called from any thread and from several at once.

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "harness/burst_clock.hpp"
#include "harness/destination.hpp"
#include "harness/latencies.hpp"

namespace telemetryflow::bench {

struct OperationTraits {
    /// What arrives, and how much of it for one operation.
    std::string kind;
    std::uint64_t records = 1;
    /// Operations of one thread between two drains: few enough to fit into the subject's queue.
    std::int64_t burst = 1;
    /// The same for all threads together.
    std::int64_t room = 1;
    int max_threads = 1'000;
};

class Operation {
public:
    Operation(std::string name, Destination& destination, OperationTraits traits)
        : name_(std::move(name)), destination_(destination), traits_(std::move(traits)) {}
    Operation(const Operation&) = delete;
    Operation& operator=(const Operation&) = delete;
    virtual ~Operation() = default;

    /// Performs the operation `count` times; the clock runs meanwhile and at no other time.
    virtual void run(std::int64_t count, BurstClock& clock) = 0;
    /// Performs it as often as the latencies have room, at their pace, and notes how long each took.
    virtual void run_paced(Latencies& latencies) = 0;

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const std::string& subject() const { return destination_.subject(); }
    [[nodiscard]] const OperationTraits& traits() const { return traits_; }
    [[nodiscard]] Destination& destination() const { return destination_; }

    [[nodiscard]] std::int64_t burst_of_each(int threads) const {
        return std::max<std::int64_t>(1, std::min(traits_.burst, traits_.room / threads));
    }

private:
    std::string name_;
    Destination& destination_;
    OperationTraits traits_;
};

}  // namespace telemetryflow::bench
