#pragma once

// Whether the two processors that a program's threads run on share a cache. Virtual machines move between the two
// states within seconds, and whatever passes memory between threads costs several times more in one of them.

#include <cstdint>
#include <string_view>

#include "harness/core_round_trip.hpp"

namespace telemetryflow::bench {

enum class CoreState : std::uint8_t { Near, Far, Mixed };

/// The state of what ran between two measurements of the round trip; Mixed when they disagree or one
/// failed.
[[nodiscard]] constexpr CoreState core_state(double before_ns, double after_ns) noexcept {
    // About 90 ns and about 430 ns on the machines seen so far: their geometric mean.
    constexpr double kFarAbove = 200;
    // No distance: the threads waited for their processors.
    constexpr double kNeverAbove = 10'000;
    if (before_ns > kNeverAbove || after_ns > kNeverAbove) return CoreState::Mixed;
    if ((before_ns > kFarAbove) != (after_ns > kFarAbove)) return CoreState::Mixed;
    return before_ns > kFarAbove ? CoreState::Far : CoreState::Near;
}

[[nodiscard]] constexpr std::string_view to_string(CoreState state) noexcept {
    switch (state) {
        case CoreState::Near: return "near";
        case CoreState::Far: return "far";
        case CoreState::Mixed: break;
    }
    return "mixed";
}

}  // namespace telemetryflow::bench
