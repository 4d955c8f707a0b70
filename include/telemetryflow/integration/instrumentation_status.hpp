#pragma once

// What auto_instrument() did about one library. A value.

#include <string>

namespace telemetryflow::integration {

struct InstrumentationStatus {
    std::string library = {};  // the name of its component
    bool installed = false;
    std::string detail = {};  // what was done, or why nothing was
};

}  // namespace telemetryflow::integration
