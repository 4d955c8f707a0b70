#pragma once

// How large one record may become; what is longer is cut and counted (OpenTelemetry SDK limits). Strings are cut sooner
// where the record could not be sent otherwise: it has 16 KiB less than batch_max_bytes, and at most 512 KiB. The
// defaults are those of TelemetryConfig, where each is described. A value; safe to use from any thread.

#include <cstdint>
#include <optional>

namespace telemetryflow {

struct RecordLimits {
    std::uint32_t attribute_count = 128;
    std::uint32_t attribute_value_length = 4096;  // bytes; >= 1
    std::uint32_t event_count = 128;
    std::uint32_t link_count = 128;
    std::uint32_t name_length = 1024;                      // bytes; >= 1
    std::uint32_t body_length = 64U << 10U;                // bytes; >= 1
    std::optional<std::uint32_t> event_attribute_count{};  // unset: attribute_count
    std::optional<std::uint32_t> link_attribute_count{};   // unset: attribute_count

    friend bool operator==(const RecordLimits&, const RecordLimits&) = default;
};

}  // namespace telemetryflow
