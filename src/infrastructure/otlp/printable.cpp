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

}  // namespace telemetryflow::infrastructure
