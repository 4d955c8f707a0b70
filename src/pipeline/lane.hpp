#pragma once

// One signal's way out: its source, the batch under way, and when what happens next. Used by the worker.

#include <chrono>
#include <cstdint>
#include <memory>

#include "telemetryflow/domain/signal_type.hpp"

#include "pipeline/batch_source.hpp"
#include "pipeline/delivery_counts.hpp"

namespace telemetryflow::pipeline {

struct Lane {
    using TimePoint = std::chrono::steady_clock::time_point;

    SignalType signal;
    std::unique_ptr<BatchSource> source;
    DeliveryCounts* counts = nullptr;  // of this process's own telemetry, or of what it recovers
    bool is_spool = false;             // what this process put on disk
    bool is_recovery = false;          // what dead processes left: no flush waits for it
    TimePoint next_batch_at;           // when waiting items are sent though they do not fill a batch

    Batch batch;
    bool has_batch = false;
    std::uint32_t attempts = 0;       // that failed in a row, of this batch or of those that were spooled
    std::uint32_t held_attempts = 0;  // the same, which count for nothing but the spool
    TimePoint next_attempt_at;
    bool is_paused = false;        // until then though it has no batch, because the last one was spooled
    bool is_held = false;          // the last attempt found a setting to be mended
    bool hurried = false;          // the next attempt comes before its time, because of a flush
    bool server_set_wait = false;  // the wait is the backend's wish, which a flush does not shorten
};

}  // namespace telemetryflow::pipeline
