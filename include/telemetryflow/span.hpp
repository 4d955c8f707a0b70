#pragma once

// A span that is current while in scope: spans started and logs emitted meanwhile on the same thread belong to it. It
// ends with its scope; when an exception leaves the scope, the span gets status Error and an exception event. A movable
// handle, used by one thread at a time. No call throws or blocks. Follows the OpenTelemetry trace API, "Span".

#include <cstdint>
#include <exception>
#include <string_view>
#include <utility>

#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/domain/span_status.hpp"
#include "telemetryflow/domain/trace_context.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

namespace hot {
class Engine;
struct SpanState;
}  // namespace hot

class TELEMETRYFLOW_EXPORT Span {
public:
    /// A span that records nothing, as a client that was shut down gives it.
    Span() noexcept = default;
    explicit Span(hot::SpanState* state) noexcept : state_(state) {}
    Span(Span&& other) noexcept : state_(std::exchange(other.state_, nullptr)) {}
    Span& operator=(Span&& other) noexcept;
    Span(const Span&) = delete;
    Span& operator=(const Span&) = delete;
    ~Span() {
        if (state_ != nullptr) leave_scope();
    }

    /// Sets an attribute; an earlier value of the same key is replaced.
    Span& set_attribute(std::string_view key, const AttributeValue& value) noexcept;
    Span& set_attributes(Attributes attributes) noexcept;
    /// Adds an event; `time` in nanoseconds since the Unix epoch, 0 for now.
    Span& add_event(std::string_view name, Attributes attributes = {}, std::uint64_t time = 0) noexcept;
    /// Links to another span; an invalid context is ignored unless it has attributes or a tracestate.
    Span& add_link(const SpanContext& context, Attributes attributes = {}) noexcept;
    /// Ok is final. `description` is kept with Error only.
    Span& set_status(SpanStatus status, std::string_view description = {}) noexcept;
    Span& update_name(std::string_view name) noexcept;
    /// Adds the event "exception" and sets status Error with the message.
    Span& record_exception(std::string_view type, std::string_view message) noexcept;
    /// The same with the exception's own type and what().
    Span& record_exception(const std::exception& exception) noexcept;

    /// Takes the span off the thread that called span(), which must be the calling one, without ending it: it is not
    /// current any more, and the handle may go to other threads. TelemetryFlowClient::attach() makes its context()
    /// current where the work goes on.
    Span& detach() noexcept;
    /// Ends the span now; `time` in nanoseconds since the Unix epoch, 0 for now. Later calls do nothing.
    void end(std::uint64_t time = 0) noexcept;

    /// The identity that travels to other threads and services; not valid for a span that was ended or never started.
    [[nodiscard]] SpanContext context() const noexcept;
    /// Whether what is set on this span will be exported.
    [[nodiscard]] bool is_recording() const noexcept;

private:
    void leave_scope() noexcept;
    [[nodiscard]] hot::Engine& engine() const noexcept;

    // What it belongs to keeps its client's engine alive as long as this handle holds it.
    hot::SpanState* state_ = nullptr;
};

}  // namespace telemetryflow
