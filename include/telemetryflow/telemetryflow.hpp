#pragma once

// Everything a program usually needs, in one include.

#include "telemetryflow/banner.hpp"
#include "telemetryflow/build_result.hpp"
#include "telemetryflow/builder.hpp"
#include "telemetryflow/buses.hpp"
#include "telemetryflow/client.hpp"
#include "telemetryflow/client_ports.hpp"
#include "telemetryflow/domain/errors.hpp"
#include "telemetryflow/logger.hpp"
#include "telemetryflow/meter.hpp"
#include "telemetryflow/tracer.hpp"
#include "telemetryflow/version.hpp"
