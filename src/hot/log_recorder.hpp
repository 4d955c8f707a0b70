#pragma once

// A log record on its way into the staging region. Callable from any thread; never throws.

#include <cstdint>
#include <optional>
#include <string_view>

#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/domain/severity_level.hpp"
#include "telemetryflow/domain/trace_context.hpp"

#include "hot/engine.hpp"
#include "hot/log_record.hpp"

namespace telemetryflow::hot {

/// Whether a record of that severity would be emitted: not where the scope, or its rule, has it left out. `context`
/// null: that of the current span.
[[nodiscard]] bool is_log_wanted(Engine& engine, const Scope& scope, SeverityLevel severity,
                                 const SpanContext* context = nullptr) noexcept;
/// Encodes and stages one LogRecord (OTLP logs.proto). `timestamp` in Unix nanoseconds, 0: now. `context` null: that of
/// the current span. `scope` is a Scope's id.
void emit_log(Engine& engine, std::string_view body, SeverityLevel severity = SeverityLevel::Info,
              Attributes attributes = {}, std::uint64_t timestamp = 0, const SpanContext* context = nullptr,
              std::uint16_t scope = Scope::kOwn) noexcept;
/// The same for a record that has more than that.
void emit_log(Engine& engine, const LogRecord& record, std::uint16_t scope = Scope::kOwn) noexcept;

}  // namespace telemetryflow::hot
