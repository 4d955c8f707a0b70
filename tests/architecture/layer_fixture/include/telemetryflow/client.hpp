#pragma once

#include "telemetryflow/application/ports/port.hpp"
#include "telemetryflow/domain/value.hpp"
#include "telemetryflow/nowhere.hpp"

#include "hot/ring.hpp"
