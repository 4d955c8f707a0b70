#pragma once

// What an adapter tells of a remote procedure call that begins. It owns nothing: whoever makes it keeps the texts alive
// until the call returns. A value for parameters.

#include <string_view>

namespace telemetryflow {

/// What is not known stays empty or 0 and is left out.
struct RpcCallInfo {
    /// Such as "grpc".
    std::string_view system{};
    /// package.Service/Method, with or without a slash before it; of few values.
    std::string_view method{};
    /// The name or address that a client calls, without brackets, and its port.
    std::string_view server_address{};
    int server_port = 0;
    /// The other end of a server's connection, which may be a proxy.
    std::string_view peer_address{};
    int peer_port = 0;
};

}  // namespace telemetryflow
