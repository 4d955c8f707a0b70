#pragma once

// Numbers as people read them. Pure functions.

#include <chrono>
#include <cstdint>
#include <string>

#include "telemetryflow/state/kept_process.hpp"

namespace telemetryflow::spool {

/// Such as "1 log record", "3 spans", "0 metric points".
[[nodiscard]] std::string items_in_words(std::uint64_t items, SignalType signal);
/// Such as "4 spans, 1 log record"; "nothing" when nothing waits.
[[nodiscard]] std::string waiting_in_words(const KeptProcess& process);
/// Such as "17 bytes", "1.5 KiB", "8.0 MiB".
[[nodiscard]] std::string bytes_in_words(std::uint64_t bytes);
/// Such as "5s", "12m", "7h", "3d"; "0s" for what lies in the future.
[[nodiscard]] std::string age_in_words(std::chrono::system_clock::duration age);
/// Such as "1 process", "2 processes".
[[nodiscard]] std::string processes_in_words(std::size_t count);

}  // namespace telemetryflow::spool
