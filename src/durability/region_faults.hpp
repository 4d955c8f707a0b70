#pragma once

// What is wrong with the chunks of a region that nobody writes any more: those that recovery has to leave out.

#include <span>
#include <string>
#include <vector>

namespace telemetryflow::durability {

/// A line for each chunk whose header cannot be; its records are lost. `region` is aligned as a chunk.
[[nodiscard]] std::vector<std::string> region_faults(std::span<const char> region);

}  // namespace telemetryflow::durability
