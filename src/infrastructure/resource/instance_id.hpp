#pragma once

// The value of service.instance.id: a random UUID (version 4) that all clients of one process share and that a forked
// child does not inherit. Safe to use from any thread.

#include <cstdint>
#include <string>

namespace telemetryflow::resource {

[[nodiscard]] std::string instance_id(std::int64_t process_id);

}  // namespace telemetryflow::resource
