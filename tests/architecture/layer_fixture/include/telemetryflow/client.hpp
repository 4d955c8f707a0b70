#pragma once

#include "hot/ring.hpp"
#include "telemetryflow/application/ports/port.hpp"
#include "telemetryflow/domain/value.hpp"
#include "telemetryflow/nowhere.hpp"
