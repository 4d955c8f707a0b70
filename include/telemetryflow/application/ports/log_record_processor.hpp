#pragma once

// Sees every log record before it is encoded, and may change or drop it. Belongs to its client; called on the threads
// that log, several at a time, and holds them up. What leaves it as an exception is caught and counted. Exporting is
// not its business. Follows the OpenTelemetry logs SDK, "LogRecordProcessor".

#include <chrono>

#include "telemetryflow/application/ports/read_write_log_record.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

class TELEMETRYFLOW_EXPORT LogRecordProcessor {
public:
    LogRecordProcessor() = default;
    LogRecordProcessor(const LogRecordProcessor&) = delete;
    LogRecordProcessor& operator=(const LogRecordProcessor&) = delete;
    virtual ~LogRecordProcessor() = default;

    /// What one processor changes the next one sees.
    virtual void on_emit(ReadWriteLogRecord& record) = 0;

    /// Finishes what is under way, within `timeout`: part of the client's flush(). False when something is left.
    virtual bool force_flush(std::chrono::milliseconds /*timeout*/) { return true; }
    /// The same at each shutdown() of the client; after it come no records until the client is initialized again.
    virtual bool shutdown(std::chrono::milliseconds timeout) { return force_flush(timeout); }
};

}  // namespace telemetryflow
