#pragma once

#include <opentelemetry/sdk/resource/resource.h>

namespace telemetryflow::bench {

/// The resource that all of the peer's signals carry.
[[nodiscard]] inline opentelemetry::sdk::resource::Resource peer_resource() {
    return opentelemetry::sdk::resource::Resource::Create(
        {{"service.name", "bench"}, {"service.version", "1.0.0"}, {"deployment.environment", "production"}});
}

}  // namespace telemetryflow::bench
