#pragma once

// What a builder, or a file alone, makes of all its sources: every setting with its origin, whether or not a client
// could be built of them. Nothing in it holds a secret. A value; safe to use from any thread.

#include <string>
#include <vector>

#include "telemetryflow/domain/config_setting.hpp"

namespace telemetryflow {

struct EffectiveConfig {
    /// Every setting once, in the order of the reference; maps have one for each entry, and one without a value when
    /// they are empty.
    std::vector<ConfigSetting> settings;
    /// Why no client can be built; those of a file begin with "path:line:column: ".
    std::vector<std::string> faults;
    /// Values that are left out because this SDK does not offer them.
    std::vector<std::string> warnings;
};

}  // namespace telemetryflow
