#pragma once

// An operation made of a callable: `make()` returns what is called in the loop, with whatever has to be there before
// the clock starts (a current span, hidden values). Every burst of every thread makes its own.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "harness/operation.hpp"

namespace telemetryflow::bench {

/// The loop itself and nothing else. Instruction counts are taken in the functions of this name, so it stays one.
template <class Call>
[[gnu::noinline]] void measured_loop(std::int64_t count, Call& call) {
    for (std::int64_t i = 0; i < count; ++i)
        call();
}

template <class Make>
class LoopOperation final : public Operation {
public:
    LoopOperation(std::string name, Destination& destination, OperationTraits traits, Make make)
        : Operation(std::move(name), destination, std::move(traits)), make_(std::move(make)) {}

    void run(std::int64_t count, BurstClock& clock) override {
        auto call = make_();
        clock.start();
        measured_loop(count, call);
        clock.stop();
    }

private:
    Make make_;
};

using OperationList = std::vector<std::unique_ptr<Operation>>;

template <class Make>
void add_operation(OperationList& list, std::string name, Destination& destination, OperationTraits traits, Make make) {
    list.push_back(
        std::make_unique<LoopOperation<Make>>(std::move(name), destination, std::move(traits), std::move(make)));
}

}  // namespace telemetryflow::bench
