#include "infrastructure/transport/grpc_wire.hpp"

#include <algorithm>
#include <charconv>

namespace telemetryflow::infrastructure {

namespace {

constexpr int kUnknown = 2;

int base64_value(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+') return 62;
    return c == '/' ? 63 : -1;
}

}  // namespace

std::array<std::byte, kGrpcPrefixBytes> grpc_prefix(bool compressed, std::uint32_t size) noexcept {
    return {static_cast<std::byte>(compressed ? 1 : 0), static_cast<std::byte>(size >> 24U & 0xFFU),
            static_cast<std::byte>(size >> 16U & 0xFFU), static_cast<std::byte>(size >> 8U & 0xFFU),
            static_cast<std::byte>(size & 0xFFU)};
}

std::optional<GrpcFrame> parse_grpc_frame(std::string_view body) noexcept {
    if (body.size() < kGrpcPrefixBytes || (body[0] != '\0' && body[0] != '\1')) return std::nullopt;
    std::uint32_t size = 0;
    for (std::size_t i = 1; i < kGrpcPrefixBytes; ++i)
        size = size << 8U | static_cast<unsigned char>(body[i]);
    if (body.size() - kGrpcPrefixBytes != size) return std::nullopt;
    return GrpcFrame{body[0] == '\1', body.substr(kGrpcPrefixBytes)};
}

std::string grpc_timeout(std::chrono::milliseconds timeout) {
    constexpr std::int64_t kMaxValue = 99'999'999;
    const auto count = std::max<std::int64_t>(timeout.count(), 1);
    if (count <= kMaxValue) return std::to_string(count) + 'm';
    return std::to_string(std::min(count / 1000, kMaxValue)) + 'S';
}

int parse_grpc_status(std::string_view text) noexcept {
    if (text.empty()) return -1;
    int code = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), code);
    if (result.ec != std::errc{} || result.ptr != text.data() + text.size() || code < 0) return kUnknown;
    return code;
}

std::string percent_decode(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned code = 0;
        if (text[i] == '%' && i + 2 < text.size()) {
            const auto* const first = text.data() + i + 1;
            if (std::from_chars(first, first + 2, code, 16).ptr == first + 2) {
                result += static_cast<char>(code);
                i += 2;
                continue;
            }
        }
        result += text[i];
    }
    return result;
}

std::optional<std::string> base64_decode(std::string_view text) {
    while (text.ends_with('='))
        text.remove_suffix(1);
    std::string result;
    std::uint32_t group = 0;
    unsigned bits = 0;
    for (const char c : text) {
        const int value = base64_value(c);
        if (value < 0) return std::nullopt;
        group = (group << 6U | static_cast<std::uint32_t>(value)) & 0xFFFFFFU;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            result += static_cast<char>(group >> bits & 0xFFU);
        }
    }
    if (bits == 6) return std::nullopt;  // one digit is no byte
    return result;
}

}  // namespace telemetryflow::infrastructure
