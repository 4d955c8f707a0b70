#include "generator/style.hpp"

#include <array>
#include <cstdlib>

#include <unistd.h>

namespace telemetryflow::generator {

Style Style::of(int file_descriptor) {
    const char* no_color = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    const bool refused = no_color != nullptr && *no_color != '\0';
    const bool able = terminal != nullptr && std::string_view(terminal) != "dumb";
    return Style(isatty(file_descriptor) == 1 && !refused && able);
}

std::string Style::operator()(Colour colour, std::string_view text) const {
    constexpr std::array<std::string_view, 6> kCodes{"1", "2", "31", "32", "33", "36"};
    if (!coloured_ || text.empty()) return std::string(text);
    std::string result = "\033[";
    return result.append(kCodes.at(static_cast<std::size_t>(colour))).append("m").append(text).append("\033[0m");
}

}  // namespace telemetryflow::generator
