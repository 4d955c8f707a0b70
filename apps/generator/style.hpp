#pragma once

// Colours for a terminal, and none for anything else. A value.

#include <cstdint>
#include <string>
#include <string_view>

namespace telemetryflow::generator {

enum class Colour : std::uint8_t { Bold, Dim, Red, Green, Yellow, Cyan };

class Style {
public:
    explicit Style(bool coloured) : coloured_(coloured) {}
    /// Coloured when `file_descriptor` is a terminal that can, and NO_COLOR is not set (or empty).
    [[nodiscard]] static Style of(int file_descriptor);

    [[nodiscard]] std::string operator()(Colour colour, std::string_view text) const;

private:
    bool coloured_;
};

}  // namespace telemetryflow::generator
