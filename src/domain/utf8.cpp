#include "domain/utf8.hpp"

namespace telemetryflow::utf8 {
namespace {

constexpr char kReplacement[] = {'\xEF', '\xBF', '\xBD'};

struct LeadByte {
    std::size_t length;
    unsigned char second_min;
    unsigned char second_max;
};

// The second byte's range is what excludes overlong forms, surrogates and code points above U+10FFFF.
LeadByte classify(unsigned char lead) noexcept {
    if (lead < 0x80) return {1, 0, 0};
    if (lead < 0xC2) return {0, 0, 0};
    if (lead < 0xE0) return {2, 0x80, 0xBF};
    if (lead == 0xE0) return {3, 0xA0, 0xBF};
    if (lead == 0xED) return {3, 0x80, 0x9F};
    if (lead < 0xF0) return {3, 0x80, 0xBF};
    if (lead == 0xF0) return {4, 0x90, 0xBF};
    if (lead < 0xF4) return {4, 0x80, 0xBF};
    if (lead == 0xF4) return {4, 0x80, 0x8F};
    return {0, 0, 0};
}

struct Part {
    std::size_t length;
    bool well_formed;
};

// The character at the start, or else the maximal ill-formed part that one replacement stands for.
Part next_part(std::string_view text) noexcept {
    const LeadByte lead = classify(static_cast<unsigned char>(text[0]));
    if (lead.length == 0) return {1, false};
    for (std::size_t i = 1; i < lead.length; ++i) {
        if (i >= text.size()) return {i, false};
        const auto byte = static_cast<unsigned char>(text[i]);
        const unsigned char low = i == 1 ? lead.second_min : 0x80;
        const unsigned char high = i == 1 ? lead.second_max : 0xBF;
        if (byte < low || byte > high) return {i, false};
    }
    return {lead.length, true};
}

}  // namespace

std::size_t character_length(std::string_view text) noexcept {
    if (text.empty()) return 0;
    const Part part = next_part(text);
    return part.well_formed ? part.length : 0;
}

bool is_valid_beyond_ascii(std::string_view text) noexcept {
    while (!text.empty()) {
        const Part part = next_part(text);
        if (!part.well_formed) return false;
        text.remove_prefix(part.length);
    }
    return true;
}

std::string_view prefix(std::string_view text, std::size_t limit) noexcept {
    if (text.size() <= limit) return text;
    // A character has at most four bytes, so the one that the cut would split starts among the last three.
    for (std::size_t back = 0; back < 4 && back <= limit; ++back) {
        const std::size_t start = limit - back;
        if ((static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80U) continue;
        return text.substr(0, character_length(text.substr(start)) > back ? start : limit);
    }
    return text.substr(0, limit);
}

std::size_t repaired_size(std::string_view text) noexcept {
    std::size_t size = 0;
    while (!text.empty()) {
        const Part part = next_part(text);
        size += part.well_formed ? part.length : sizeof(kReplacement);
        text.remove_prefix(part.length);
    }
    return size;
}

char* repair(char* at, std::string_view text) noexcept {
    while (!text.empty()) {
        const Part part = next_part(text);
        const char* bytes = part.well_formed ? text.data() : kReplacement;
        const std::size_t size = part.well_formed ? part.length : sizeof(kReplacement);
        std::memcpy(at, bytes, size);
        at += size;
        text.remove_prefix(part.length);
    }
    return at;
}

}  // namespace telemetryflow::utf8
