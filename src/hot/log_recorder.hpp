#pragma once

// A log record on its way into the staging region. Callable from any thread; never throws.

#include <cstdint>
#include <optional>
#include <string_view>

#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/domain/severity_level.hpp"
#include "telemetryflow/domain/trace_context.hpp"

#include "hot/engine.hpp"

namespace telemetryflow::hot {

struct LogFields {
    std::string_view body{};
    SeverityLevel severity = SeverityLevel::Info;
    Attributes attributes{};
    std::uint64_t timestamp = 0;           // Unix nanoseconds; 0: now
    const SpanContext* context = nullptr;  // null: the current span's
};

/// Encodes and stages one LogRecord (OTLP logs.proto).
void emit_log(Engine& engine, const LogFields& fields) noexcept;

}  // namespace telemetryflow::hot
