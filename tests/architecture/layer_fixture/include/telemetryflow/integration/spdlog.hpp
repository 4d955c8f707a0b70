#pragma once

#include <spdlog/logger.h>
#include <sqlite3.h>

#include "telemetryflow/client.hpp"
