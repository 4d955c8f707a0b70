#include "visible_text.hpp"

#include <array>
#include <cstddef>
#include <cstdio>

namespace telemetryflow::gen {

namespace {

bool is_control(unsigned char c) {
    return c < 0x20 || c == 0x7F;
}

// U+0080 to U+009F, of which terminals know some as well.
bool begins_c1(std::string_view text) {
    return text.size() > 1 && text[0] == '\xC2' && static_cast<unsigned char>(text[1]) < 0xA0;
}

std::string in_hex(char c) {
    std::array<char, 5> code{};
    std::snprintf(code.data(), code.size(), "\\x%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
    return code.data();
}

}  // namespace

std::string visible_text(std::string_view text) {
    std::string shown;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') {
            shown += "\\n";
        } else if (c == '\t') {
            shown += "\\t";
        } else if (begins_c1(text.substr(i))) {
            shown += in_hex(c) + in_hex(text[++i]);
        } else if (is_control(static_cast<unsigned char>(c))) {
            shown += in_hex(c);
        } else {
            shown += c;
        }
    }
    return shown;
}

}  // namespace telemetryflow::gen
