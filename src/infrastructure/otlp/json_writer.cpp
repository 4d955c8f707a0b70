#include "infrastructure/otlp/json_writer.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace telemetryflow::infrastructure {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Returns the length of the well-formed UTF-8 character at the start of `text` (Unicode, table 3-7), or 0.
std::size_t utf8_length(std::string_view text) {
    const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto continues = [&](std::size_t i) { return (at(i) & 0xC0U) == 0x80U; };
    const auto lead = at(0);
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return continues(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool overlong = lead == 0xE0 && at(1) < 0xA0;
        const bool surrogate = lead == 0xED && at(1) > 0x9F;
        return continues(1) && continues(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool overlong = lead == 0xF0 && at(1) < 0x90;
        const bool too_large = lead == 0xF4 && at(1) > 0x8F;
        return continues(1) && continues(2) && continues(3) && !overlong && !too_large ? 4 : 0;
    }
    return 0;
}

}  // namespace

void JsonWriter::separate() {
    if (!first_) out_ += ',';
    first_ = false;
}

void JsonWriter::open(char bracket) {
    separate();
    out_ += bracket;
    first_ = true;
}

void JsonWriter::close(char bracket) {
    out_ += bracket;
    first_ = false;
}

void JsonWriter::key(std::string_view name) {
    separate();
    out_.append(1, '"').append(name).append("\":");
    first_ = true;
}

template <typename Value>
void JsonWriter::append_number(Value value) {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out_.append(digits.data(), end);
}

void JsonWriter::boolean(bool value) {
    separate();
    out_ += value ? "true" : "false";
}

void JsonWriter::number(std::int64_t value) {
    separate();
    append_number(value);
}

void JsonWriter::quoted(std::int64_t value) {
    separate();
    out_ += '"';
    append_number(value);
    out_ += '"';
}

void JsonWriter::quoted(std::uint64_t value) {
    separate();
    out_ += '"';
    append_number(value);
    out_ += '"';
}

void JsonWriter::real(double value) {
    separate();
    if (std::isnan(value)) {
        out_ += "\"NaN\"";
    } else if (std::isinf(value)) {
        out_ += value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
    } else {
        append_number(value);
    }
}

void JsonWriter::text(std::string_view value) {
    separate();
    out_ += '"';
    while (!value.empty()) {
        const auto length = utf8_length(value);
        const char c = value.front();
        if (length == 0) {
            out_ += "\xEF\xBF\xBD";
        } else if (c == '"' || c == '\\') {
            out_.append(1, '\\').append(1, c);
        } else if (c == '\n') {
            out_ += "\\n";
        } else if (length == 1 && c < ' ') {
            const auto code = static_cast<unsigned char>(c);
            out_.append("\\u00").append(1, kHexDigits[code >> 4U]).append(1, kHexDigits[code & 15U]);
        } else {
            out_.append(value.substr(0, length));
        }
        value.remove_prefix(length == 0 ? 1 : length);
    }
    out_ += '"';
}

void JsonWriter::hex(std::span<const std::byte> value) {
    separate();
    out_ += '"';
    for (const auto byte : value) {
        const auto code = static_cast<unsigned>(byte);
        out_.append(1, kHexDigits[code >> 4U]).append(1, kHexDigits[code & 15U]);
    }
    out_ += '"';
}

void JsonWriter::base64(std::span<const std::byte> value) {
    separate();
    out_ += '"';
    for (std::size_t i = 0; i < value.size(); i += 3) {
        const auto at = [&](std::size_t k) { return i + k < value.size() ? static_cast<unsigned>(value[i + k]) : 0U; };
        const auto group = at(0) << 16U | at(1) << 8U | at(2);
        const auto bytes = std::min<std::size_t>(3, value.size() - i);
        for (std::size_t k = 0; k < 4; ++k) {
            out_ += k <= bytes ? kBase64Digits[group >> (18 - 6 * k) & 63U] : '=';
        }
    }
    out_ += '"';
}

}  // namespace telemetryflow::infrastructure
