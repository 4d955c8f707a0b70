#pragma once

// What a segment's file is called: "segment-<16 hexadecimal digits>-<signal>". The number grows from segment to segment
// of a folder, so that their order needs no clock. A value.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "telemetryflow/domain/signal_type.hpp"

namespace telemetryflow::durability {

struct SegmentName {
    std::uint64_t sequence = 0;
    SignalType signal = SignalType::Logs;

    [[nodiscard]] std::string to_text() const;
    /// Nothing for what to_text() does not write.
    [[nodiscard]] static std::optional<SegmentName> from_text(std::string_view text);
};

}  // namespace telemetryflow::durability
