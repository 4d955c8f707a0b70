#pragma once

// The port through which a key is replaced while a client runs: returns the credentials to use from now on, or nothing
// while there are none. Called on the client's own thread when the backend has refused those that were sent, at once
// and then every two seconds until telemetry is accepted again; deliveries wait meanwhile, so it should answer soon.
// What it throws is reported and changes nothing. It must not use the client.

#include <functional>
#include <optional>

#include "telemetryflow/domain/credentials.hpp"

namespace telemetryflow {

using CredentialsProvider = std::function<std::optional<Credentials>()>;

}  // namespace telemetryflow
