#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow {
namespace {

constexpr char kDigits[] = "0123456789abcdef";

template <std::size_t N>
void append_hex(std::string& out, const std::array<std::uint8_t, N>& bytes) {
    for (const std::uint8_t byte : bytes) {
        out += kDigits[byte >> 4U];
        out += kDigits[byte & 0x0FU];
    }
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
    std::string hex;
    append_hex(hex, bytes);
    return hex;
}

std::optional<TraceId> TraceId::from_hex(std::string_view hex) noexcept {
    TraceId id;
    if (!parse_hex(hex, id.bytes) || !id.is_valid()) return std::nullopt;
    return id;
}

std::string SpanId::to_hex() const {
    std::string hex;
    append_hex(hex, bytes);
    return hex;
}

std::optional<SpanId> SpanId::from_hex(std::string_view hex) noexcept {
    SpanId id;
    if (!parse_hex(hex, id.bytes) || !id.is_valid()) return std::nullopt;
    return id;
}

std::optional<SpanContext> SpanContext::from_traceparent(std::string_view header) noexcept {
    constexpr std::size_t kVersion00Length = 55;
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
    return SpanContext{.trace_id = *trace_id, .span_id = *span_id, .trace_flags = flags[0], .is_remote = true};
}

std::string SpanContext::to_traceparent() const {
    if (!is_valid()) return {};
    std::string header = "00-";
    append_hex(header, trace_id.bytes);
    header += '-';
    append_hex(header, span_id.bytes);
    header += '-';
    append_hex(header, std::array<std::uint8_t, 1>{trace_flags});
    return header;
}

}  // namespace telemetryflow
