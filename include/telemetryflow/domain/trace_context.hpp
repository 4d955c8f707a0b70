#pragma once

// Identity of traces and spans as W3C Trace Context and OTLP define it. Values; safe to use from any thread.

#include <array>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "telemetryflow/domain/trace_state.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

/// 16 bytes, not all zero when valid. The bytes are in wire order.
struct TraceId {
    std::array<std::uint8_t, 16> bytes{};

    [[nodiscard]] constexpr bool is_valid() const noexcept {
        const auto words = std::bit_cast<std::array<std::uint64_t, 2>>(bytes);
        return (words[0] | words[1]) != 0;
    }
    /// Returns 32 lower-case hexadecimal digits.
    [[nodiscard]] TELEMETRYFLOW_EXPORT std::string to_hex() const;
    /// Parses 32 lower-case hexadecimal digits; anything else, and all zeros, gives nothing.
    [[nodiscard]] TELEMETRYFLOW_EXPORT static std::optional<TraceId> from_hex(std::string_view hex) noexcept;
    friend constexpr auto operator<=>(const TraceId&, const TraceId&) noexcept = default;
};

/// 8 bytes, not all zero when valid. The bytes are in wire order.
struct SpanId {
    std::array<std::uint8_t, 8> bytes{};

    [[nodiscard]] constexpr bool is_valid() const noexcept { return std::bit_cast<std::uint64_t>(bytes) != 0; }
    /// Returns 16 lower-case hexadecimal digits.
    [[nodiscard]] TELEMETRYFLOW_EXPORT std::string to_hex() const;
    /// Parses 16 lower-case hexadecimal digits; anything else, and all zeros, gives nothing.
    [[nodiscard]] TELEMETRYFLOW_EXPORT static std::optional<SpanId> from_hex(std::string_view hex) noexcept;
    friend constexpr auto operator<=>(const SpanId&, const SpanId&) noexcept = default;
};

/// The part of a span that travels: ids, flags, what other tracing systems added, and whether it came from another
/// process.
struct SpanContext {
    static constexpr std::uint8_t kSampledFlag = 0x01;
    /// The last 7 bytes of the trace id are random (W3C Trace Context level 2).
    static constexpr std::uint8_t kRandomFlag = 0x02;
    static constexpr std::uint8_t kKnownFlags = kSampledFlag | kRandomFlag;
    static constexpr std::size_t kTraceparentSize = 55;

    TraceId trace_id;
    SpanId span_id;
    std::uint8_t trace_flags = 0;
    bool is_remote = false;
    TraceState trace_state{};

    [[nodiscard]] constexpr bool is_valid() const noexcept { return trace_id.is_valid() && span_id.is_valid(); }
    [[nodiscard]] constexpr bool is_sampled() const noexcept { return (trace_flags & kSampledFlag) != 0; }
    /// Parses a W3C traceparent header of version 00 (or a later version's leading fields) into a remote context;
    /// nothing for a malformed one.
    [[nodiscard]] TELEMETRYFLOW_EXPORT static std::optional<SpanContext> from_traceparent(
        std::string_view header) noexcept;
    /// Returns the W3C traceparent header, version 00; empty when the context is not valid.
    [[nodiscard]] TELEMETRYFLOW_EXPORT std::string to_traceparent() const;
    /// The same without a string, for a context that is valid. Flags that the version does not define are 0.
    [[nodiscard]] TELEMETRYFLOW_EXPORT std::array<char, kTraceparentSize> traceparent() const noexcept;
    friend constexpr bool operator==(const SpanContext&, const SpanContext&) noexcept = default;
};

}  // namespace telemetryflow
