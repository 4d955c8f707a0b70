#pragma once

// The client's two buses, with every command and query. Apart from client.hpp, because what only records needs none of
// it. See MessageBus for ownership and threads.

#include "telemetryflow/application/command_bus.hpp"
#include "telemetryflow/application/query_bus.hpp"
#include "telemetryflow/buses_fwd.hpp"
#include "telemetryflow/telemetry_command_handler.hpp"
#include "telemetryflow/telemetry_query_handler.hpp"
