#pragma once

// TELEMETRYFLOW_EXPORT marks what a shared build of the SDK makes visible; everything else stays hidden.

#define TELEMETRYFLOW_EXPORT __attribute__((visibility("default")))
