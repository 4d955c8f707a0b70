#pragma once

// Every query of the SDK, with its results. GetHealthQuery and GetSDKStatusQuery are answered from the engine's own
// counters; the data queries ask a backend that has telemetryflow-local's API.

#include "telemetryflow/application/queries/aggregate_metrics_query.hpp"
#include "telemetryflow/application/queries/get_health_query.hpp"
#include "telemetryflow/application/queries/get_logs_query.hpp"
#include "telemetryflow/application/queries/get_metric_query.hpp"
#include "telemetryflow/application/queries/get_sdk_status_query.hpp"
#include "telemetryflow/application/queries/get_trace_query.hpp"
#include "telemetryflow/application/queries/search_traces_query.hpp"
