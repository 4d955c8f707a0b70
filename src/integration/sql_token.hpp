#pragma once

// A piece of a statement. It owns nothing. A value.

#include <cstdint>
#include <string_view>

namespace telemetryflow::integration {

struct SqlToken {
    enum class Kind : std::uint8_t {
        End,
        Space,    // blanks and comments
        Word,     // a keyword or a name
        Name,     // a quoted name, with its quotes
        Literal,  // a text, number or blob; also anything that has no end
        Symbol,   // everything else, placeholders included
    };

    Kind kind = Kind::End;
    std::string_view text = {};
};

}  // namespace telemetryflow::integration
