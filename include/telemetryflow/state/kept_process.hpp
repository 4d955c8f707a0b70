#pragma once

// What one process of a service keeps, or left, in a state directory until it is delivered. A value.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "telemetryflow/domain/signal_type.hpp"

namespace telemetryflow {

struct KeptProcess {
    struct Waiting {
        std::uint64_t items = 0;  // spans, log records or metric points that are not delivered
        std::uint64_t bytes = 0;  // of them, as OTLP
    };

    /// The service's folder in the state directory: its name, as far as that can be a file's.
    std::string service{};
    /// The process's folder in that: its id, and something random behind a '-'.
    std::string name{};
    std::string path{};
    /// Whether it lives, or another process is sending what it left.
    bool in_use = false;
    /// When it made the folder.
    std::chrono::system_clock::time_point since{};
    /// Of its files.
    std::uint64_t file_bytes = 0;
    std::array<Waiting, kSignalCount> waiting{};  // by SignalType

    [[nodiscard]] const Waiting& of(SignalType signal) const { return waiting[static_cast<std::size_t>(signal)]; }
    [[nodiscard]] std::uint64_t items() const {
        std::uint64_t sum = 0;
        for (const Waiting& one : waiting)
            sum += one.items;
        return sum;
    }
};

}  // namespace telemetryflow
