#pragma once

// A span of the OpenTelemetry API that the SDK records. Made by a Tracer; owned by whoever has a share in it, and ended
// at the latest when nobody has. Any thread.

#include <atomic>
#include <utility>

#include <opentelemetry/trace/span.h>

#include "telemetryflow/bridge/attribute_list.hpp"
#include "telemetryflow/bridge/convert.hpp"
#include "telemetryflow/bridge/spin_guard.hpp"
#include "telemetryflow/span.hpp"

namespace telemetryflow::bridge {

class Span final : public opentelemetry::trace::Span {
public:
    explicit Span(telemetryflow::Span span) noexcept : span_(std::move(span)), context_(span_.context()) {}
    ~Span() override { span_.end(); }

    void SetAttribute(opentelemetry::nostd::string_view key,
                      const opentelemetry::common::AttributeValue& value) noexcept override {
        AttributeList list;
        const AttributeValue converted = list.converted(value);
        const SpinGuard guard(in_use_);
        span_.set_attribute(to_view(key), converted);
    }

    void AddEvent(opentelemetry::nostd::string_view name) noexcept override {
        const SpinGuard guard(in_use_);
        span_.add_event(to_view(name));
    }
    void AddEvent(opentelemetry::nostd::string_view name,
                  opentelemetry::common::SystemTimestamp timestamp) noexcept override {
        const SpinGuard guard(in_use_);
        span_.add_event(to_view(name), {}, to_unix_nano(timestamp));
    }
    void AddEvent(opentelemetry::nostd::string_view name, opentelemetry::common::SystemTimestamp timestamp,
                  const opentelemetry::common::KeyValueIterable& attributes) noexcept override {
        const AttributeList list(attributes);
        const SpinGuard guard(in_use_);
        span_.add_event(to_view(name), list.attributes(), to_unix_nano(timestamp));
    }
    // The API's own would read the clock, which the SDK does anyway.
    void AddEvent(opentelemetry::nostd::string_view name,
                  const opentelemetry::common::KeyValueIterable& attributes) noexcept override {
        const AttributeList list(attributes);
        const SpinGuard guard(in_use_);
        span_.add_event(to_view(name), list.attributes());
    }
    using opentelemetry::trace::Span::AddEvent;

#if OPENTELEMETRY_ABI_VERSION_NO >= 2
    void AddLink(const opentelemetry::trace::SpanContext& target,
                 const opentelemetry::common::KeyValueIterable& attributes) noexcept override {
        const AttributeList list(attributes);
        const SpinGuard guard(in_use_);
        span_.add_link(to_span_context(target), list.attributes());
    }
    void AddLinks(const opentelemetry::trace::SpanContextKeyValueIterable& links) noexcept override {
        links.ForEachKeyValue([this](opentelemetry::trace::SpanContext target,
                                     const opentelemetry::common::KeyValueIterable& attributes) {
            AddLink(target, attributes);
            return true;
        });
    }
    using opentelemetry::trace::Span::AddLink;
    using opentelemetry::trace::Span::AddLinks;
#endif

    void SetStatus(opentelemetry::trace::StatusCode code,
                   opentelemetry::nostd::string_view description = "") noexcept override {
        const SpinGuard guard(in_use_);
        span_.set_status(to_span_status(code), to_view(description));
    }

    void UpdateName(opentelemetry::nostd::string_view name) noexcept override {
        const SpinGuard guard(in_use_);
        span_.update_name(to_view(name));
    }

    void End(const opentelemetry::trace::EndSpanOptions& options = {}) noexcept override {
        const std::uint64_t time = to_unix_nano(options.end_steady_time);
        const SpinGuard guard(in_use_);
        span_.end(time);
    }

    [[nodiscard]] opentelemetry::trace::SpanContext GetContext() const noexcept override {
        return from_span_context(context_);
    }
    [[nodiscard]] bool IsRecording() const noexcept override {
        const SpinGuard guard(in_use_);
        return span_.is_recording();
    }

    /// The same as GetContext(), as the SDK has it: also after the end.
    [[nodiscard]] const SpanContext& context() const noexcept {
        return context_;
    }

private:
    mutable std::atomic_flag in_use_ = ATOMIC_FLAG_INIT;
    telemetryflow::Span span_;
    const SpanContext context_;
};

}  // namespace telemetryflow::bridge
