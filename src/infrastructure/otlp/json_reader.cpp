#include "infrastructure/otlp/json_reader.hpp"

#include <charconv>

namespace telemetryflow::infrastructure {

namespace {

constexpr int kMaxDepth = 32;
constexpr std::string_view kNumberCharacters = "+-.0123456789eE";

}  // namespace

void JsonReader::skip_space() {
    const auto first = rest_.find_first_not_of(" \t\r\n");
    rest_.remove_prefix(first == std::string_view::npos ? rest_.size() : first);
}

bool JsonReader::take(char expected) {
    skip_space();
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(1);
    return true;
}

bool JsonReader::at_object() {
    skip_space();
    return rest_.starts_with('{');
}

bool JsonReader::at_end() {
    skip_space();
    return rest_.empty();
}

bool JsonReader::read_escape(std::string& text) {
    if (rest_.empty()) return false;
    const char kind = rest_.front();
    rest_.remove_prefix(1);
    switch (kind) {
        case '"':
        case '\\':
        case '/': text += kind; return true;
        case 'b':
        case 'f':
        case 'n':
        case 'r':
        case 't': text += ' '; return true;  // the text ends up in one log line
        case 'u': {
            unsigned code = 0;
            if (rest_.size() < 4) return false;
            const auto result = std::from_chars(rest_.data(), rest_.data() + 4, code, 16);
            if (result.ec != std::errc{} || result.ptr != rest_.data() + 4) return false;
            rest_.remove_prefix(4);
            text += code < 0x80 ? static_cast<char>(code) : '?';
            return true;
        }
        default: return false;
    }
}

bool JsonReader::read_string(std::string& text) {
    if (!take('"')) return false;
    while (!rest_.empty()) {
        const char c = rest_.front();
        rest_.remove_prefix(1);
        if (c == '"') return true;
        if (c != '\\') {
            text += c;
        } else if (!read_escape(text)) {
            return false;
        }
    }
    return false;
}

bool JsonReader::read_scalar(std::string& text) {
    skip_space();
    if (rest_.starts_with('"')) {
        const auto before = rest_;
        if (read_string(text)) return true;
        rest_ = before;
        return false;
    }
    auto end = rest_.find_first_not_of(kNumberCharacters);
    if (end == std::string_view::npos) end = rest_.size();
    if (end == 0) return false;
    text = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return true;
}

bool JsonReader::skip(int depth) {
    if (depth > kMaxDepth) return false;
    skip_space();
    for (const std::string_view literal : {"true", "false", "null"}) {
        if (rest_.starts_with(literal)) {
            rest_.remove_prefix(literal.size());
            return true;
        }
    }
    if (at_object()) {
        return read_object([depth](std::string_view, JsonReader& value) { return value.skip(depth + 1); });
    }
    if (take('[')) {
        if (take(']')) return true;
        do {
            if (!skip(depth + 1)) return false;
        } while (take(','));
        return take(']');
    }
    std::string ignored;
    return read_scalar(ignored);
}

}  // namespace telemetryflow::infrastructure
