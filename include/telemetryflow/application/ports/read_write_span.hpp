#pragma once

// A span that is under way, as span processors may change it (OpenTelemetry trace SDK, "Additional Span interfaces").
// Limits hold as for any other change. Used on the calling thread.

#include <cstdint>
#include <string_view>

#include "telemetryflow/application/ports/readable_span.hpp"
#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

class TELEMETRYFLOW_EXPORT ReadWriteSpan : public ReadableSpan {
public:
    virtual void set_attribute(std::string_view key, const AttributeValue& value) = 0;
    /// `time` in nanoseconds since the Unix epoch, 0 for now.
    virtual void add_event(std::string_view name, Attributes attributes = {}, std::uint64_t time = 0) = 0;
    virtual void add_link(const SpanContext& context, Attributes attributes = {}) = 0;
    /// Ok is final. `description` is kept with Error only.
    virtual void set_status(SpanStatus status, std::string_view description = {}) = 0;
    virtual void update_name(std::string_view name) = 0;

protected:
    ReadWriteSpan() = default;
    ~ReadWriteSpan() = default;
};

}  // namespace telemetryflow
