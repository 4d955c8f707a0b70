#pragma once

// What has left one client through its exporter. Written by the client's worker, read by the main thread after a flush.

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "telemetryflow/application/ports/exporter.hpp"

namespace telemetryflow::bench {

class Arrivals {
public:
    /// Throws std::runtime_error when it inspects and the body does not hold what the request says.
    void add(const ExportRequest& request);
    void inspect(bool on) { inspect_.store(on, std::memory_order_relaxed); }

    [[nodiscard]] std::uint64_t records(SignalType signal) const;
    /// Over all its series, as the last inspected export told them.
    [[nodiscard]] double metric(std::string_view name) const;

private:
    void add_inspected(const ExportRequest& request);

    std::atomic<bool> inspect_{false};
    std::array<std::atomic<std::uint64_t>, kSignalCount> records_{};
    mutable std::mutex mutex_;
    std::map<std::string, double> points_;
};

}  // namespace telemetryflow::bench
