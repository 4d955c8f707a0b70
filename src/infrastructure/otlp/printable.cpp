#include "infrastructure/otlp/printable.hpp"

namespace telemetryflow::infrastructure {

std::string printable(std::string_view text, std::size_t limit) {
    constexpr std::string_view kEllipsis = "...";
    const bool cut = text.size() > limit;
    std::string result(text.substr(0, cut ? limit - kEllipsis.size() : limit));
    for (char& c : result) {
        if (c < ' ' || c > '~') c = '?';
    }
    if (cut) result += kEllipsis;
    return result;
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

}  // namespace telemetryflow::infrastructure
