#pragma once

// Starts the spans of one instrumentation scope: what a library has that brings its own telemetry. A value: copy it
// freely, use it from any thread, keep it as long as you like, also past the client's end. Calls do not pass the
// command bus; none throws or blocks. Follows the OpenTelemetry trace API, "Tracer".

#include <string_view>

#include "telemetryflow/context_guard.hpp"
#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/domain/context.hpp"
#include "telemetryflow/domain/span_kind.hpp"
#include "telemetryflow/export.hpp"
#include "telemetryflow/hot/engine_ref.hpp"
#include "telemetryflow/span.hpp"
#include "telemetryflow/start_scoped_span_command.hpp"

namespace telemetryflow {

namespace hot {
struct Scope;
}  // namespace hot

class TELEMETRYFLOW_EXPORT Tracer {
public:
    Tracer(hot::EngineRef engine, const hot::Scope& scope) noexcept;

    /// Starts a span that is current on this thread until the handle is gone.
    [[nodiscard]] Span span(std::string_view name, SpanKind kind = SpanKind::Internal,
                            Attributes attributes = {}) const noexcept;
    [[nodiscard]] Span span(const StartScopedSpanCommand& command) const noexcept;
    /// Starts a span that is current nowhere, and may be handed to another thread.
    [[nodiscard]] Span start_span(const StartScopedSpanCommand& command) const noexcept;

    /// The calling thread's current context, as the client has it.
    [[nodiscard]] Context current_context() const noexcept;
    /// Makes `context` current on the calling thread, for the guard's life.
    [[nodiscard]] ContextGuard attach(const Context& context) const;

    /// False where no span of it will be recorded: traces, or those of its scope, are switched off. What it starts then
    /// records nothing, and leaves the context as it is.
    [[nodiscard]] bool enabled() const noexcept;

private:
    hot::EngineRef engine_;
    const hot::Scope* scope_;
};

}  // namespace telemetryflow
