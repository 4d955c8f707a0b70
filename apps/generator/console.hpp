#pragma once

// Where a program speaks to: results on one stream, errors on the other. Borrowed streams; owned by one thread.

#include <ostream>

#include "generator/style.hpp"

namespace telemetryflow::generator {

struct Console {
    std::ostream& out;
    std::ostream& err;
    Style out_style;
    Style err_style;
    bool out_is_terminal = false;  // for people; else a program may read it
};

}  // namespace telemetryflow::generator
