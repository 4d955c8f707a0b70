#include "domain/json_writer.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "domain/utf8.hpp"

namespace telemetryflow {

JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    append_quoted(name);
    text_ += ':';
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
    separate();
    append_quoted(text);
    return *this;
}

JsonWriter& JsonWriter::value(double number) {
    if (!std::isfinite(number)) return literal("null");
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    return literal({digits.data(), end});
}

JsonWriter& JsonWriter::open(char bracket) {
    separate();
    text_ += bracket;
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
    text_ += bracket;
    needs_comma_ = true;
    return *this;
}

JsonWriter& JsonWriter::literal(std::string_view text) {
    separate();
    text_ += text;
    return *this;
}

void JsonWriter::separate() {
    if (needs_comma_) text_ += ',';
    needs_comma_ = true;
}

void JsonWriter::append_quoted(std::string_view text) {
    text_ += '"';
    if (utf8::is_valid(text)) {
        append_escaped(text);
    } else {
        std::string repaired(utf8::repaired_size(text), '\0');
        utf8::repair(repaired.data(), text);
        append_escaped(repaired);
    }
    text_ += '"';
}

void JsonWriter::append_escaped(std::string_view text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            text_.append(1, '\\').append(1, c);
        } else if (c == '\n') {
            text_ += "\\n";
        } else if (byte < 0x20) {
            text_.append("\\u00").append(1, kHex[byte >> 4U]).append(1, kHex[byte & 15U]);
        } else {
            text_ += c;
        }
    }
}

}  // namespace telemetryflow
