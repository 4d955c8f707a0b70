#pragma once

// What is recorded of remote procedure calls. A plain value, read when the instrumentation is made.

#include <string>
#include <vector>

#include "telemetryflow/middleware/semantic_conventions.hpp"

namespace telemetryflow {

struct RpcOptions {
    /// Calls that are left alone, such as grpc.health.v1.Health/*: '*' is any text and '?' any character.
    std::vector<std::string> excluded_methods{};
    SemanticConventions semantic_conventions = SemanticConventions::Current;
    /// rpc.server.call.duration and rpc.client.call.duration; with the older names, rpc.server.duration and
    /// rpc.client.duration too, which are in milliseconds.
    bool record_duration = true;
    /// Whether contexts travel: what a client sends along, and what a server believes of its callers.
    bool propagate = true;
};

}  // namespace telemetryflow
