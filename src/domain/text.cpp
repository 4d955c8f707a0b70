#include "domain/text.hpp"

#include <algorithm>
#include <cstddef>

#include "telemetryflow/domain/credentials.hpp"

namespace telemetryflow::text {

std::string to_lower(std::string_view value) {
    std::string result(value);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

bool iequals(std::string_view a, std::string_view b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trim(std::string_view value) noexcept {
    constexpr std::string_view kBlanks = " \t";
    const auto first = value.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return {};
    return value.substr(first, value.find_last_not_of(kBlanks) - first + 1);
}

bool is_token(std::string_view value) noexcept {
    constexpr std::string_view kPunctuation = "!#$%&'*+-.^_`|~";
    return !value.empty() && std::all_of(value.begin(), value.end(), [&](char c) {
        return is_alphanumeric(c) || kPunctuation.find(c) != std::string_view::npos;
    });
}

bool is_blank(std::string_view value) noexcept {
    return value.find_first_not_of(" \t\r\n\f\v") == std::string::npos;
}

std::string printable(std::string_view value) {
    constexpr std::size_t kLongest = 80;
    constexpr char kHex[] = "0123456789abcdef";
    if (value.find(Credentials::kKeySecretPrefix) != std::string_view::npos) return "[REDACTED]";
    std::string result = "'";
    for (const char c : value.substr(0, kLongest)) {
        if (is_visible(c) || c == ' ') {
            result += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            result += "\\x";
            result += kHex[byte >> 4U];
            result += kHex[byte & 0x0FU];
        }
    }
    return result + (value.size() > kLongest ? "...'" : "'");
}

std::string redacted(std::string text, std::span<const std::string> secrets) {
    constexpr std::string_view kReplacement = "[REDACTED]";
    for (const auto& secret : secrets) {
        if (secret.empty()) continue;
        for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at + kReplacement.size())) {
            text.replace(at, secret.size(), kReplacement);
        }
    }
    return text;
}

}  // namespace telemetryflow::text
