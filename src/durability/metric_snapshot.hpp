#pragma once

// The last cumulative metrics that were collected, as they are kept until they are delivered: whoever sends them later
// sends all that the process measured. A value.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace telemetryflow::durability {

struct MetricSnapshot {
    struct Request {
        std::uint32_t points = 0;
        std::string contents;  // ResourceMetrics.scope_metrics of OTLP, tags included, without what is around them
    };
    std::vector<Request> requests;

    [[nodiscard]] std::uint64_t points() const noexcept;

    /// Adds a request to the bytes that from_bytes() reads, which begin empty.
    static void append(std::string& bytes, std::uint32_t points, std::string_view contents);
    /// The requests that are whole, up to the first one that is not.
    [[nodiscard]] static MetricSnapshot from_bytes(std::string_view bytes);
};

}  // namespace telemetryflow::durability
