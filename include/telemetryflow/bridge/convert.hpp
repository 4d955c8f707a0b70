#pragma once

// Identities, kinds and times of the OpenTelemetry API as the SDK has them, and back. Free functions; any thread.

#include <chrono>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <opentelemetry/common/timestamp.h>
#include <opentelemetry/trace/span_context.h>
#include <opentelemetry/trace/span_metadata.h>

#include "telemetryflow/domain/span_kind.hpp"
#include "telemetryflow/domain/span_status.hpp"
#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow::bridge {

[[nodiscard]] inline std::string_view to_view(opentelemetry::nostd::string_view text) noexcept {
    return {text.data(), text.size()};
}

[[nodiscard]] inline SpanContext to_span_context(const opentelemetry::trace::SpanContext& context) noexcept {
    SpanContext converted;
    std::memcpy(converted.trace_id.bytes.data(), context.trace_id().Id().data(), converted.trace_id.bytes.size());
    std::memcpy(converted.span_id.bytes.data(), context.span_id().Id().data(), converted.span_id.bytes.size());
    converted.trace_flags = context.trace_flags().flags();
    converted.is_remote = context.IsRemote();
    const auto& state = context.trace_state();
    if (state != nullptr && !state->Empty()) converted.trace_state = TraceState::from_header(state->ToHeader());
    return converted;
}

[[nodiscard]] inline opentelemetry::trace::SpanContext from_span_context(const SpanContext& context) noexcept {
    namespace trace = opentelemetry::trace;
    const trace::TraceId trace_id(
        opentelemetry::nostd::span<const std::uint8_t, trace::TraceId::kSize>(context.trace_id.bytes.data(), 16));
    const trace::SpanId span_id(
        opentelemetry::nostd::span<const std::uint8_t, trace::SpanId::kSize>(context.span_id.bytes.data(), 8));
    const trace::TraceFlags flags(context.trace_flags);
    if (context.trace_state.empty()) return {trace_id, span_id, flags, context.is_remote};
    const std::string_view header = context.trace_state.to_header();
    return {trace_id, span_id, flags, context.is_remote,
            trace::TraceState::FromHeader(opentelemetry::nostd::string_view(header.data(), header.size()))};
}

[[nodiscard]] inline SpanKind to_span_kind(opentelemetry::trace::SpanKind kind) noexcept {
    switch (kind) {
        case opentelemetry::trace::SpanKind::kServer: return SpanKind::Server;
        case opentelemetry::trace::SpanKind::kClient: return SpanKind::Client;
        case opentelemetry::trace::SpanKind::kProducer: return SpanKind::Producer;
        case opentelemetry::trace::SpanKind::kConsumer: return SpanKind::Consumer;
        default: return SpanKind::Internal;
    }
}

[[nodiscard]] inline SpanStatus to_span_status(opentelemetry::trace::StatusCode code) noexcept {
    switch (code) {
        case opentelemetry::trace::StatusCode::kOk: return SpanStatus::Ok;
        case opentelemetry::trace::StatusCode::kError: return SpanStatus::Error;
        default: return SpanStatus::Unset;
    }
}

/// In Unix nanoseconds; 0 for a time that was not set.
[[nodiscard]] inline std::uint64_t to_unix_nano(opentelemetry::common::SystemTimestamp time) noexcept {
    const auto since = time.time_since_epoch().count();
    return since > 0 ? static_cast<std::uint64_t>(since) : 0;
}

/// The same of a steady clock's time, as the system's clock tells it now.
[[nodiscard]] inline std::uint64_t to_unix_nano(opentelemetry::common::SteadyTimestamp time) noexcept {
    if (time.time_since_epoch().count() == 0) return 0;
    const auto ago = std::chrono::steady_clock::now().time_since_epoch() - time.time_since_epoch();
    const auto then = std::chrono::system_clock::now().time_since_epoch() - ago;
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(then).count());
}

}  // namespace telemetryflow::bridge
