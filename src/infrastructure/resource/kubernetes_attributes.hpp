#pragma once

// What a pod knows of itself: the variables that its specification fills through the downward API, and the files of its
// service account. Called on the starting thread. Follows the semantic conventions, "Kubernetes resource".

#include "telemetryflow/application/ports/environment.hpp"

#include "infrastructure/resource/detect_resource.hpp"

namespace telemetryflow::resource {

/// Adds k8s.*. Variables with the prefix K8S_ always count; others such as POD_NAME, which mean something else
/// elsewhere, only in a pod.
void detect_kubernetes(const SystemProbe& probe, const Environment& environment, ResourceAttributes& attributes);

}  // namespace telemetryflow::resource
