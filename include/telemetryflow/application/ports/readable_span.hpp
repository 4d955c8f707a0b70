#pragma once

// What a span has recorded (OpenTelemetry trace SDK, "Additional Span interfaces"). The SDK gives it to processors;
// what they get from it views the span, until they return or change it. Used on the calling thread.

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "telemetryflow/application/ports/recorded_attribute.hpp"
#include "telemetryflow/application/ports/recorded_event.hpp"
#include "telemetryflow/application/ports/recorded_link.hpp"
#include "telemetryflow/domain/instrumentation_scope.hpp"
#include "telemetryflow/domain/span_kind.hpp"
#include "telemetryflow/domain/span_status.hpp"
#include "telemetryflow/domain/trace_context.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

class TELEMETRYFLOW_EXPORT ReadableSpan {
public:
    ReadableSpan(const ReadableSpan&) = delete;
    ReadableSpan& operator=(const ReadableSpan&) = delete;

    [[nodiscard]] virtual std::string_view name() const = 0;
    [[nodiscard]] virtual SpanKind kind() const = 0;
    [[nodiscard]] virtual const SpanContext& context() const = 0;
    /// Not valid for a span without a parent.
    [[nodiscard]] virtual SpanId parent_span_id() const = 0;
    [[nodiscard]] virtual bool parent_is_remote() const = 0;
    /// Without its attributes.
    [[nodiscard]] virtual InstrumentationScope scope() const = 0;
    [[nodiscard]] virtual std::uint64_t start_unix_nano() const = 0;
    /// 0 as long as the span has not ended.
    [[nodiscard]] virtual std::uint64_t end_unix_nano() const = 0;
    [[nodiscard]] virtual SpanStatus status() const = 0;
    [[nodiscard]] virtual std::string_view status_description() const = 0;
    [[nodiscard]] virtual std::vector<RecordedAttribute> attributes() const = 0;
    [[nodiscard]] virtual std::vector<RecordedEvent> events() const = 0;
    [[nodiscard]] virtual std::vector<RecordedLink> links() const = 0;
    [[nodiscard]] virtual std::uint32_t dropped_attributes() const = 0;
    [[nodiscard]] virtual std::uint32_t dropped_events() const = 0;
    [[nodiscard]] virtual std::uint32_t dropped_links() const = 0;

    /// The value of one attribute; nothing where there is none.
    [[nodiscard]] std::optional<RecordedValue> attribute(std::string_view key) const {
        for (RecordedAttribute& known : attributes()) {
            if (known.key == key) return std::move(known.value);
        }
        return std::nullopt;
    }

protected:
    ReadableSpan() = default;
    ~ReadableSpan() = default;
};

}  // namespace telemetryflow
