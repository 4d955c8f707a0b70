#include "durability/segment_name.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace telemetryflow::durability {
namespace {

constexpr std::string_view kPrefix = "segment-";
constexpr std::size_t kDigits = 16;

}  // namespace

std::string SegmentName::to_text() const {
    std::array<char, kDigits + 1> digits{};
    std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(sequence));
    return std::string(kPrefix).append(digits.data()).append("-").append(to_string(signal));
}

std::optional<SegmentName> SegmentName::from_text(std::string_view text) {
    SegmentName name;
    if (!text.starts_with(kPrefix) || text.size() < kPrefix.size() + kDigits + 1) return std::nullopt;
    const char* const digits = text.data() + kPrefix.size();
    std::from_chars(digits, digits + kDigits, name.sequence, 16);
    const auto signal = signal_type_from_string(text.substr(kPrefix.size() + kDigits + 1));
    if (!signal) return std::nullopt;
    name.signal = *signal;
    if (name.to_text() != text) return std::nullopt;
    return name;
}

}  // namespace telemetryflow::durability
