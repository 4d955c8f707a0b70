#include "infrastructure/otlp/json_values.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace telemetryflow::infrastructure {

std::string to_hex(std::span<const std::byte> bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    text.reserve(2 * bytes.size());
    for (const auto byte : bytes) {
        const auto code = static_cast<unsigned>(byte);
        text.append(1, kDigits[code >> 4U]).append(1, kDigits[code & 15U]);
    }
    return text;
}

std::string to_base64(std::span<const std::byte> bytes) {
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto at = [&](std::size_t k) { return i + k < bytes.size() ? static_cast<unsigned>(bytes[i + k]) : 0U; };
        const auto group = at(0) << 16U | at(1) << 8U | at(2);
        const auto taken = std::min<std::size_t>(3, bytes.size() - i);
        for (std::size_t k = 0; k < 4; ++k)
            text += k <= taken ? kDigits[group >> (18 - 6 * k) & 63U] : '=';
    }
    return text;
}

void write_double(JsonWriter& writer, double value) {
    if (std::isnan(value)) {
        writer.value("NaN");
    } else if (std::isinf(value)) {
        writer.value(value > 0 ? "Infinity" : "-Infinity");
    } else {
        writer.value(value);
    }
}

}  // namespace telemetryflow::infrastructure
