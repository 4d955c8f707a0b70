#pragma once

// A log record on its way through a client's processors. A free function on the thread that logs.

#include "telemetryflow/application/ports/read_write_log_record.hpp"

#include "hot/engine.hpp"
#include "hot/log_record.hpp"

namespace telemetryflow::hot {

/// Shows the processors what is logged under `scope` and lets them change it; an exception is caught and counted.
/// Throws std::bad_alloc.
[[nodiscard]] ReadWriteLogRecord process_log(Engine& engine, ThreadRecorder& recorder, const LogRecord& record,
                                             const Scope& scope);

}  // namespace telemetryflow::hot
