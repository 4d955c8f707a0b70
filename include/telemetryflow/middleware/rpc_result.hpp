#pragma once

// What an adapter tells of a remote procedure call that ended. It owns nothing. A value for parameters.

#include <string_view>

namespace telemetryflow {

struct RpcResult {
    /// The status as the system names it, such as "OK" or "NOT_FOUND".
    std::string_view status{};
    /// And its number, which the older conventions have.
    int number = 0;
    /// Whether the status is a failure of whoever records it: what the caller did wrong is none of a server's.
    bool failed = false;
    std::string_view message{};
};

}  // namespace telemetryflow
