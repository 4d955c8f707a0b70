#include "telemetryflow/domain/trace_context.hpp"

#include "domain/hex.hpp"

namespace telemetryflow {
namespace {

template <std::size_t N>
std::string hex_of(const std::array<std::uint8_t, N>& bytes) {
    std::string hex(2 * N, '0');
    put_hex(hex.data(), bytes);
    return hex;
}

constexpr int digit_value(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

template <std::size_t N>
bool parse_hex(std::string_view hex, std::array<std::uint8_t, N>& bytes) noexcept {
    if (hex.size() != 2 * N) return false;
    for (std::size_t i = 0; i < N; ++i) {
        const int high = digit_value(hex[2 * i]);
        const int low = digit_value(hex[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return true;
}

}  // namespace

std::string TraceId::to_hex() const {
    return hex_of(bytes);
}

std::optional<TraceId> TraceId::from_hex(std::string_view hex) noexcept {
    TraceId id;
    if (!parse_hex(hex, id.bytes) || !id.is_valid()) return std::nullopt;
    return id;
}

std::string SpanId::to_hex() const {
    return hex_of(bytes);
}

std::optional<SpanId> SpanId::from_hex(std::string_view hex) noexcept {
    SpanId id;
    if (!parse_hex(hex, id.bytes) || !id.is_valid()) return std::nullopt;
    return id;
}

std::optional<SpanContext> SpanContext::from_traceparent(std::string_view header) noexcept {
    constexpr std::size_t kVersion00Length = kTraceparentSize;
    if (header.size() < kVersion00Length || header[2] != '-' || header[35] != '-' || header[52] != '-') {
        return std::nullopt;
    }
    std::array<std::uint8_t, 1> version{};
    std::array<std::uint8_t, 1> flags{};
    if (!parse_hex(header.substr(0, 2), version) || version[0] == 0xFF) return std::nullopt;
    if (version[0] == 0 && header.size() != kVersion00Length) return std::nullopt;
    if (header.size() > kVersion00Length && header[kVersion00Length] != '-') return std::nullopt;
    const auto trace_id = TraceId::from_hex(header.substr(3, 32));
    const auto span_id = SpanId::from_hex(header.substr(36, 16));
    if (!trace_id || !span_id || !parse_hex(header.substr(53, 2), flags)) return std::nullopt;
    return SpanContext{
        .trace_id = *trace_id, .span_id = *span_id, .trace_flags = flags[0], .is_remote = true, .trace_state = {}};
}

std::string SpanContext::to_traceparent() const {
    if (!is_valid()) return {};
    const auto header = traceparent();
    return {header.data(), header.size()};
}

std::array<char, SpanContext::kTraceparentSize> SpanContext::traceparent() const noexcept {
    std::array<char, kTraceparentSize> header{'0', '0', '-'};
    char* at = put_hex(header.data() + 3, trace_id.bytes);
    *at++ = '-';
    at = put_hex(at, span_id.bytes);
    *at++ = '-';
    put_hex(at, std::array<std::uint8_t, 1>{static_cast<std::uint8_t>(trace_flags & kKnownFlags)});
    return header;
}

}  // namespace telemetryflow
