#pragma once

// Flushing and shutting down the processors of a client, within the time that its own flush or shutdown has. Free
// functions on the thread that asks for it; an exception is caught and counted, and means that something is left.

#include <chrono>

#include "hot/engine.hpp"

namespace telemetryflow {

/// What is left until `deadline`, at least 0.
[[nodiscard]] std::chrono::nanoseconds time_until(std::chrono::steady_clock::time_point deadline) noexcept;

[[nodiscard]] bool flush_processors(hot::Engine& engine, std::chrono::steady_clock::time_point deadline) noexcept;
[[nodiscard]] bool shutdown_processors(hot::Engine& engine, std::chrono::steady_clock::time_point deadline) noexcept;

}  // namespace telemetryflow
