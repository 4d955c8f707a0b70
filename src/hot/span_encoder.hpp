#pragma once

// A finished span as OTLP bytes: what its state gathered is already encoded, so this only puts the pieces in the order
// of the field numbers. Follows opentelemetry.proto.trace.v1.Span.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hot/recording_limits.hpp"
#include "hot/span_state.hpp"
#include "hot/thread_recorder.hpp"

namespace telemetryflow::hot {

namespace span_field {
inline constexpr std::uint32_t kName = 5;
inline constexpr std::uint32_t kAttributes = 9;
inline constexpr std::uint32_t kStatusMessage = 2;
}  // namespace span_field

class SpanEncoder {
public:
    SpanEncoder(SpanState& state, std::uint64_t end_time) noexcept : state_(state), end_time_(end_time) { measure(); }

    /// Leaves events, then links, then attributes out, counted as dropped, until the span fits in `limit` bytes.
    void shrink_to(std::size_t limit, EditCounts& edits) noexcept;
    /// Bytes that write() writes.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// Writes the span as an element of ScopeSpans.spans.
    void write(char* at) const noexcept;

private:
    void measure() noexcept;

    SpanState& state_;
    std::uint64_t end_time_;
    std::size_t status_size_ = 0;
    std::size_t message_size_ = 0;
    std::size_t size_ = 0;
};

/// Appends an encoded Span.Event; false when memory was refused.
[[nodiscard]] bool append_event(ByteBuffer& events, std::string_view name, const Attributes& attributes,
                                std::uint64_t time, const RecordingLimits& limits, ThreadRecorder& recorder) noexcept;
/// Appends an encoded Span.Link; false when memory was refused.
[[nodiscard]] bool append_link(ByteBuffer& links, const SpanContext& context, const Attributes& attributes,
                               const RecordingLimits& limits, ThreadRecorder& recorder) noexcept;

}  // namespace telemetryflow::hot
