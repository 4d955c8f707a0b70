#pragma once

// What auto_instrument() is told. A value.

#include <string>
#include <vector>

namespace telemetryflow::integration {

struct AutoInstrumentOptions {
    /// Components to leave alone, for example "sqlite".
    std::vector<std::string> without = {};
};

}  // namespace telemetryflow::integration
