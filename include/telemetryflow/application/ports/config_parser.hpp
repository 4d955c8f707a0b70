#pragma once

// The port through which configuration files are read: turns the text of a file into nodes, or says where it is
// ill-formed. The component telemetryflow::config_file brings one for YAML and registers it by being linked, so that
// the SDK itself needs no library for it; a program may register one of its own, for a format of its own.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "telemetryflow/domain/config_node.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

/// Where and why a text is ill-formed. The message never repeats the text, which may hold a secret.
struct ConfigSyntaxFault {
    std::size_t line = 1;
    std::size_t column = 1;
    std::string message;
};

struct ConfigParseResult {
    ConfigNode root;
    /// When there is one, `root` means nothing.
    std::optional<ConfigSyntaxFault> fault;
};

/// Must bound what it makes of `text`, which has at most 256 KiB. Called on the thread that builds a client.
using ConfigParser = ConfigParseResult (*)(std::string_view text);

/// Registers the parser of every builder in this process, nullptr for none; returns the one before. Any thread.
TELEMETRYFLOW_EXPORT ConfigParser register_config_parser(ConfigParser parser) noexcept;
/// Returns the registered parser, nullptr for none. Any thread.
[[nodiscard]] TELEMETRYFLOW_EXPORT ConfigParser registered_config_parser() noexcept;

}  // namespace telemetryflow
