#include "domain/baggage_text.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "domain/text.hpp"
#include "domain/utf8.hpp"

namespace telemetryflow::baggage_text {
namespace {

constexpr bool is_baggage_octet(char c) noexcept {
    return text::is_visible(c) && c != '"' && c != ',' && c != ';' && c != '\\';
}

bool is_octets(std::string_view value) noexcept {
    return std::all_of(value.begin(), value.end(), is_baggage_octet);
}

// key=value with optional white space around both; `has_value` false for a key alone.
struct Pair {
    std::string_view key;
    std::string_view value;
    bool has_value;
};

Pair split(std::string_view text) noexcept {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) return {text::trim(text), {}, false};
    return {text::trim(text.substr(0, equals)), text::trim(text.substr(equals + 1)), true};
}

// A '%' that begins no sequence stands for itself.
std::string decode(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned byte = 0;
        const std::string_view hex = text.substr(i + 1, text[i] == '%' ? 2 : 0);
        const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), byte, 16);
        const bool encoded = hex.size() == 2 && error == std::errc() && end == hex.data() + 2;
        decoded += encoded ? static_cast<char>(byte) : text[i];
        if (encoded) i += 2;
    }
    return decoded;
}

void append_encoded(std::string& out, std::string_view value) {
    constexpr char kDigits[] = "0123456789ABCDEF";
    for (const char c : value) {
        if (is_baggage_octet(c) && c != '%') {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += kDigits[byte >> 4U];
        out += kDigits[byte & 0x0FU];
    }
}

}  // namespace

std::optional<BaggageEntry> read_member(std::string_view member) {
    const std::size_t semicolon = std::min(member.find(';'), member.size());
    const Pair pair = split(member.substr(0, semicolon));
    if (!pair.has_value || !text::is_token(pair.key) || !is_octets(pair.value)) return std::nullopt;
    auto metadata = normal_metadata(text::trim(member.substr(std::min(semicolon + 1, member.size()))));
    if (!metadata) return std::nullopt;
    return BaggageEntry{std::string(pair.key), valid_utf8(decode(pair.value)), std::move(*metadata)};
}

void append_member(std::string& header, const BaggageEntry& entry) {
    if (!header.empty()) header += ',';
    header.append(entry.name).append("=");
    append_encoded(header, entry.value);
    if (!entry.metadata.empty()) header.append(";").append(entry.metadata);
}

std::optional<std::string> normal_metadata(std::string_view metadata) {
    std::string normal;
    while (!metadata.empty()) {
        const std::size_t semicolon = std::min(metadata.find(';'), metadata.size());
        const Pair property = split(metadata.substr(0, semicolon));
        if (!text::is_token(property.key) || !is_octets(property.value)) return std::nullopt;
        if (!normal.empty()) normal += ';';
        normal += property.key;
        if (property.has_value) normal.append("=").append(property.value);
        metadata.remove_prefix(std::min(semicolon + 1, metadata.size()));
    }
    return normal;
}

std::string valid_utf8(std::string_view text) {
    if (utf8::is_valid(text)) return std::string(text);
    std::string repaired(utf8::repaired_size(text), '\0');
    utf8::repair(repaired.data(), text);
    return repaired;
}

}  // namespace telemetryflow::baggage_text
