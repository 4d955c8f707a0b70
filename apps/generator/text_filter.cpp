#include "generator/text_filter.hpp"

namespace telemetryflow::generator {

namespace {

std::string backslashed(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
            case '\n': escaped += "\\n"; break;
            case '\t': escaped += "\\t"; break;
            case '"':
            case '\\': escaped += '\\'; [[fallthrough]];
            default: escaped += c;
        }
    }
    return escaped;
}

bool is_plain_word(std::string_view text) {
    constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,@%+=";
    return !text.empty() && text.find_first_not_of(kPlain) == std::string_view::npos;
}

}  // namespace

std::string as_cpp(std::string_view text) {
    return backslashed(text);
}

std::string as_env(std::string_view text) {
    if (text.empty() || is_plain_word(text)) return std::string(text);
    std::string quoted = "'";
    for (const char c : text) {
        if (c == '\'') {
            quoted += "'\\''";
        } else {
            quoted += c;
        }
    }
    return quoted + "'";
}

std::string as_yaml(std::string_view text) {
    const std::string plain = backslashed(text);
    std::string quoted = "\"";
    for (std::size_t i = 0; i < plain.size(); ++i) {
        if (plain.compare(i, 2, "${") == 0) quoted += '$';
        quoted += plain[i];
    }
    return quoted + '"';
}

}  // namespace telemetryflow::generator
