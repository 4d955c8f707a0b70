#pragma once

// Finds the id of the container that this process runs in. Pure functions; safe to use from any thread.

#include <optional>
#include <string>
#include <string_view>

namespace telemetryflow::resource {

/// Reads /proc/self/cgroup (cgroup v1, and v2 without a cgroup namespace): the 64 hexadecimal digits that end a path,
/// with or without a runtime's prefix ("docker-") and the suffix ".scope", or Fargate's 32 with a number.
[[nodiscard]] std::optional<std::string> container_id_from_cgroup(std::string_view cgroup);

/// Reads /proc/self/mountinfo (cgroup v2, whose cgroup file shows "/" only): the id in the path that the runtime mounts
/// as /etc/hostname, of several the one that lies above the others. A pod's sandbox, which is not the container, is
/// passed over.
[[nodiscard]] std::optional<std::string> container_id_from_mountinfo(std::string_view mountinfo);

}  // namespace telemetryflow::resource
