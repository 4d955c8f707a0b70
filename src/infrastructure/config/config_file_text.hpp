#pragma once

// Reads the text of a configuration file, which has at most 256 KiB and is UTF-8. Blocks; used while a client is built.

#include <cstddef>
#include <string>

namespace telemetryflow::config {

struct ConfigFileText {
    std::string text;
    /// Why there is no text; empty for none.
    std::string fault;
};

inline constexpr std::size_t kLongestConfigFile = 256U << 10U;

[[nodiscard]] ConfigFileText read_config_file(const std::string& path);

}  // namespace telemetryflow::config
