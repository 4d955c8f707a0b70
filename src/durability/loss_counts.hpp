#pragma once

// What a process had counted when it ended. A value.

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "telemetryflow/domain/signal_type.hpp"

namespace telemetryflow::durability {

struct LossCounts {
    struct OfSignal {
        std::uint64_t delivered = 0;
        std::uint64_t rejected = 0;
        std::map<std::string, std::uint64_t> lost;  // by reason
    };
    std::array<OfSignal, kSignalCount> signals;  // by SignalType

    [[nodiscard]] bool has_losses() const noexcept {
        for (const OfSignal& of : signals)
            if (!of.lost.empty() || of.rejected != 0) return true;
        return false;
    }
};

}  // namespace telemetryflow::durability
