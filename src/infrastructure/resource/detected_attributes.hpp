#pragma once

// The attributes that the machine tells: host, operating system, process and container, each by its detector. An
// attribute that cannot be found is left out. Called on the starting thread.

#include "infrastructure/resource/detect_resource.hpp"

namespace telemetryflow::resource {

void detect_host(const SystemProbe& probe, ResourceAttributes& attributes);
void detect_os(const SystemProbe& probe, ResourceAttributes& attributes);
void detect_process(const SystemProbe& probe, ResourceAttributes& attributes);
void detect_container(const SystemProbe& probe, ResourceAttributes& attributes);

}  // namespace telemetryflow::resource
