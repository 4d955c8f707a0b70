#pragma once

// Puts variables into the values of a configuration file: ${NAME}, ${NAME:default}, and $${ for a plain ${. As
// everywhere, an empty variable counts as none. A pure function; safe to use from any thread.

#include <string>
#include <string_view>

#include "telemetryflow/application/ports/environment.hpp"

namespace telemetryflow::config {

struct Substitution {
    std::string text;
    /// Why there is no text, without anything that may be a secret; empty for none.
    std::string fault;
};

/// The result has at most 64 KiB.
[[nodiscard]] Substitution substitute(std::string_view text, const Environment& environment);

}  // namespace telemetryflow::config
