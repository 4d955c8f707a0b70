#pragma once

// A tracer of the OpenTelemetry API: starts spans that the SDK records, under the scope that it was asked for with.
// Owned by the provider and by whoever asked; any thread.

#include <memory>
#include <utility>

#include <opentelemetry/context/context.h>
#include <opentelemetry/trace/context.h>
#include <opentelemetry/trace/span_context_kv_iterable.h>
#include <opentelemetry/trace/span_startoptions.h>
#include <opentelemetry/trace/tracer.h>

#include "telemetryflow/bridge/attribute_list.hpp"
#include "telemetryflow/bridge/client_link.hpp"
#include "telemetryflow/bridge/context_values.hpp"
#include "telemetryflow/bridge/convert.hpp"
#include "telemetryflow/bridge/link_list.hpp"
#include "telemetryflow/bridge/pool_allocator.hpp"
#include "telemetryflow/bridge/span.hpp"
#include "telemetryflow/tracer.hpp"

namespace telemetryflow::bridge {

class Tracer final : public opentelemetry::trace::Tracer {
public:
    Tracer(telemetryflow::Tracer tracer, std::shared_ptr<ClientLink> link) noexcept
        : tracer_(std::move(tracer)), link_(std::move(link)) {}

    opentelemetry::nostd::shared_ptr<opentelemetry::trace::Span> StartSpan(
        opentelemetry::nostd::string_view name, const opentelemetry::common::KeyValueIterable& attributes,
        const opentelemetry::trace::SpanContextKeyValueIterable& links,
        const opentelemetry::trace::StartSpanOptions& options = {}) noexcept override {
        const AttributeList list(attributes);
        StartScopedSpanCommand command{.name = to_view(name),
                                       .kind = to_span_kind(options.kind),
                                       .attributes = list.attributes(),
                                       .parent = parent_of(options),
                                       .start_unix_nano = to_unix_nano(options.start_system_time)};
        if (links.size() == 0) return start(command);
        const LinkList linked(links);
        command.links = linked.links();
        return start(command);
    }
    using opentelemetry::trace::Tracer::StartSpan;

#if OPENTELEMETRY_ABI_VERSION_NO == 1
    void ForceFlushWithMicroseconds(std::uint64_t timeout) noexcept override {
        link_->flush(std::chrono::microseconds(timeout));
    }
    /// A tracer shares its client with all others: what it recorded is delivered, and it goes on.
    void CloseWithMicroseconds(std::uint64_t timeout) noexcept override {
        ForceFlushWithMicroseconds(timeout);
    }
#endif

private:
    opentelemetry::nostd::shared_ptr<opentelemetry::trace::Span> start(const StartScopedSpanCommand& command) const {
        std::shared_ptr<opentelemetry::trace::Span> span =
            std::allocate_shared<Span>(PoolAllocator<Span>(), tracer_.start_span(command));
        return opentelemetry::nostd::shared_ptr<opentelemetry::trace::Span>(std::move(span));
    }

    // Unset: the current span.
    static OptionalContext parent_of(const opentelemetry::trace::StartSpanOptions& options) noexcept {
        namespace nostd = opentelemetry::nostd;
        SpanContext parent;
        if (const auto* given = nostd::get_if<opentelemetry::trace::SpanContext>(&options.parent)) {
            if (given->IsValid()) parent = to_span_context(*given);
        } else if (const auto* context = nostd::get_if<opentelemetry::context::Context>(&options.parent)) {
            if (opentelemetry::trace::IsRootSpan(*context)) return SpanContext();
            parent = span_context_of(*context);
        }
        if (!parent.is_valid()) return {};
        return parent;
    }

    const telemetryflow::Tracer tracer_;
    const std::shared_ptr<ClientLink> link_;
};

}  // namespace telemetryflow::bridge
