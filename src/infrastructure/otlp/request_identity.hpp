#pragma once

// What tells the backend who is sending, and what of it no text may repeat. A plain value.

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace telemetryflow::infrastructure {

struct RequestIdentity {
    /// Sent with every request in addition to the protocol's own.
    std::vector<std::pair<std::string, std::string>> headers;
    /// Texts that must not appear in a message, whatever the server answers.
    std::vector<std::string> secrets;
};

/// Returns another identity when there is one since the last call.
using IdentityRenewal = std::function<std::optional<RequestIdentity>()>;

}  // namespace telemetryflow::infrastructure
