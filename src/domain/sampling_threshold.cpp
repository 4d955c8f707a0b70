#include "domain/sampling_threshold.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <string_view>

namespace telemetryflow::sampling {
namespace {

constexpr std::string_view kEntry = "ot";
constexpr std::string_view kThreshold = "th";
constexpr std::string_view kRandomness = "rv";
constexpr std::size_t kDigits = 14;
constexpr unsigned kBitsOfDigit = 4;

// Digits left out at the end are zeros.
std::optional<std::uint64_t> parse(std::string_view hex) noexcept {
    if (hex.empty() || hex.size() > kDigits) return std::nullopt;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < kDigits; ++i) {
        const char c = i < hex.size() ? hex[i] : '0';
        const bool is_letter = c >= 'a' && c <= 'f';
        if (!is_letter && (c < '0' || c > '9')) return std::nullopt;
        value = value << kBitsOfDigit | static_cast<unsigned>(is_letter ? c - 'a' + 10 : c - '0');
    }
    return value;
}

// Calls visit(key, value, text) for each sub-key of the entry.
template <class Visit>
void for_each_sub_key(std::string_view entry, Visit&& visit) noexcept {
    while (!entry.empty()) {
        const std::size_t end = std::min(entry.find(';'), entry.size());
        const std::string_view text = entry.substr(0, end);
        const std::size_t colon = std::min(text.find(':'), text.size());
        if (!text.empty()) visit(text.substr(0, colon), text.substr(std::min(colon + 1, text.size())), text);
        entry.remove_prefix(std::min(end + 1, entry.size()));
    }
}

std::string_view sub_key(const TraceState& state, std::string_view wanted) noexcept {
    std::string_view found;
    for_each_sub_key(state.get(kEntry), [&](std::string_view key, std::string_view value, std::string_view) {
        if (key == wanted) found = value;
    });
    return found;
}

}  // namespace

std::uint64_t threshold_of(double probability) noexcept {
    constexpr int kPrecision = 4;
    constexpr int kMostDigits = 12;
    constexpr int kRangeBits = 56;
    int exponent = 0;
    std::frexp(probability, &exponent);
    // Near a probability of zero the threshold begins with digits f, which tell nothing.
    const int digits = std::clamp(kPrecision + std::max(0, -exponent) / static_cast<int>(kBitsOfDigit), 1, kMostDigits);
    const auto kept = static_cast<std::uint64_t>(std::llround(std::ldexp(probability, kRangeBits)));
    const unsigned cut = kRangeBits - kBitsOfDigit * static_cast<unsigned>(digits);
    const std::uint64_t half = std::uint64_t{1} << (cut - 1);
    const std::uint64_t rounded = (kRange - std::min(kept, kRange) + half) >> cut << cut;
    // The smallest share that there is.
    return std::min(rounded, kRange - 16);
}

std::uint64_t randomness_of(const TraceId& trace_id, const TraceState& state) noexcept {
    if (!state.empty()) {
        const std::string_view text = sub_key(state, kRandomness);
        if (const auto randomness = parse(text); randomness && text.size() == kDigits) return *randomness;
    }
    std::uint64_t word = 0;
    std::memcpy(&word, trace_id.bytes.data() + sizeof(word), sizeof(word));
    return __builtin_bswap64(word) & (kRange - 1);
}

std::optional<std::uint64_t> threshold_in(const TraceState& state) noexcept {
    return parse(sub_key(state, kThreshold));
}

TraceState with_threshold(const TraceState& state, std::optional<std::uint64_t> threshold) noexcept {
    const std::string_view before = state.get(kEntry);
    if (before.empty() && !threshold) return state;
    std::array<char, 512> entry;
    char* at = entry.data();
    const auto add = [&](std::string_view text) {
        if (at != entry.data()) *at++ = ';';
        at = std::copy(text.begin(), text.end(), at);
    };
    if (threshold) {
        add(kThreshold);
        *at++ = ':';
        char* const first = at;
        for (unsigned shift = kBitsOfDigit * kDigits; shift > 0; shift -= kBitsOfDigit)
            *at++ = "0123456789abcdef"[*threshold >> (shift - kBitsOfDigit) & 0xFU];
        while (at - first > 1 && at[-1] == '0')
            --at;
    }
    for_each_sub_key(before, [&](std::string_view key, std::string_view, std::string_view text) {
        if (key != kThreshold) add(text);
    });
    if (at == entry.data()) return state.without(kEntry);
    return state.with(kEntry, {entry.data(), static_cast<std::size_t>(at - entry.data())});
}

}  // namespace telemetryflow::sampling
