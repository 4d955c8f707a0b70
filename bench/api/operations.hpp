#pragma once

// What a library records that knows the OpenTelemetry API alone: the same code for every SDK behind it.

#include "api/subject.hpp"
#include "harness/loop_operation.hpp"

namespace telemetryflow::bench {

void add_api_operations(OperationList& list, const ApiSubject& subject);

}  // namespace telemetryflow::bench
