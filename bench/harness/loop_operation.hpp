#pragma once

// An operation made of a callable: `make()` returns what is called in the loop, with whatever has to be there before
// the clock starts (a current span, hidden values). Every burst of every thread makes its own.

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
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

    void run_paced(Latencies& latencies) override {
        auto call = make_();
        while (latencies.wait_for_turn()) {
            const std::int64_t start = Latencies::now();
            call();
            latencies.add(Latencies::now() - start);
        }
    }

private:
    Make make_;
};

using OperationList = std::vector<std::unique_ptr<Operation>>;

/// Leaves the operations of the given names, of all subjects.
inline void keep_only(OperationList& list, std::initializer_list<std::string_view> names) {
    std::erase_if(list, [names](const auto& operation) {
        return std::find(names.begin(), names.end(), operation->name()) == names.end();
    });
}

template <class Make>
void add_operation(OperationList& list, std::string name, Destination& destination, OperationTraits traits, Make make) {
    list.push_back(
        std::make_unique<LoopOperation<Make>>(std::move(name), destination, std::move(traits), std::move(make)));
}

}  // namespace telemetryflow::bench
