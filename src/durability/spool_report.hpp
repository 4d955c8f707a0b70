#pragma once

// What a spool lost, and what somebody should know of it. A value.

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "telemetryflow/domain/signal_type.hpp"

namespace telemetryflow::durability {

struct SpoolReport {
    using Items = std::array<std::uint64_t, kSignalCount>;  // by SignalType

    Items full{};                     // dropped, being the oldest
    Items expired{};                  // dropped, being too old
    Items corrupt{};                  // not readable; of batches whose number of items is not readable either, one each
    std::vector<std::string> faults;  // one line each

    [[nodiscard]] bool has_losses() const noexcept {
        const auto is_some = [](std::uint64_t items) { return items != 0; };
        return std::any_of(full.begin(), full.end(), is_some) || std::any_of(expired.begin(), expired.end(), is_some) ||
               std::any_of(corrupt.begin(), corrupt.end(), is_some);
    }
};

}  // namespace telemetryflow::durability
