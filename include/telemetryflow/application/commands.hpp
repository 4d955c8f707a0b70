#pragma once

// Every command of the SDK. A command is a plain struct of views: it is built on the caller's stack, allocates nothing
// and lives until dispatch() returns. Attributes written in place, {{"key", value}}, live as long as the expression
// that they stand in, so they belong into the call: bus.dispatch(RecordCounterCommand{.name = "n", .attributes = {{"k",
// 1}}}).
//
// The family's base class with an eager "timestamp = now" is not here: it would cost a clock read for every record,
// and a metric's time is that of its collection. Commands whose time can differ from the call's carry one that 0 leaves
// to the engine, which reads the clock once.

#include "telemetryflow/application/commands/add_span_event_command.hpp"
#include "telemetryflow/application/commands/emit_batch_logs_command.hpp"
#include "telemetryflow/application/commands/emit_log_command.hpp"
#include "telemetryflow/application/commands/end_span_command.hpp"
#include "telemetryflow/application/commands/flush_telemetry_command.hpp"
#include "telemetryflow/application/commands/initialize_sdk_command.hpp"
#include "telemetryflow/application/commands/record_counter_command.hpp"
#include "telemetryflow/application/commands/record_gauge_command.hpp"
#include "telemetryflow/application/commands/record_histogram_command.hpp"
#include "telemetryflow/application/commands/record_metric_command.hpp"
#include "telemetryflow/application/commands/shutdown_sdk_command.hpp"
#include "telemetryflow/application/commands/start_span_command.hpp"
