#pragma once

// Makes the context of a request or call under way current, for whatever handles it or is called back by it.

#include <optional>

#include "telemetryflow/client.hpp"

namespace telemetryflow::middleware {

/// TelemetryFlowClient::attach(), but it never throws: where a client refuses, what runs meanwhile begins traces of its
/// own.
[[nodiscard]] inline std::optional<ContextGuard> attach_context(TelemetryFlowClient& client,
                                                                const Context& context) noexcept {
    try {
        return client.attach(context);
    } catch (...) {
        return std::nullopt;
    }
}

}  // namespace telemetryflow::middleware
