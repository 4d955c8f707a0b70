#include "interface/processor_lifecycle.hpp"

#include <algorithm>

namespace telemetryflow {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// Calls `call(processor, timeout)` for all of them, whatever one says.
template <class Call>
bool all_processors(hot::Engine& engine, Clock::time_point deadline, Call&& call) noexcept {
    bool complete = true;
    const auto each = [&](const auto& processors) {
        for (const auto& processor : processors) {
            try {
                complete &= call(*processor, std::chrono::duration_cast<milliseconds>(time_until(deadline)));
            } catch (...) {
                engine.count_port_failure();
                complete = false;
            }
        }
    };
    each(engine.options.ports.span_processors);
    each(engine.options.ports.log_processors);
    return complete;
}

}  // namespace

std::chrono::nanoseconds time_until(Clock::time_point deadline) noexcept {
    return std::max<std::chrono::nanoseconds>(deadline - Clock::now(), std::chrono::nanoseconds(0));
}

bool flush_processors(hot::Engine& engine, Clock::time_point deadline) noexcept {
    return all_processors(engine, deadline,
                          [](auto& processor, milliseconds timeout) { return processor.force_flush(timeout); });
}

bool shutdown_processors(hot::Engine& engine, Clock::time_point deadline) noexcept {
    return all_processors(engine, deadline,
                          [](auto& processor, milliseconds timeout) { return processor.shutdown(timeout); });
}

}  // namespace telemetryflow
