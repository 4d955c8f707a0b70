#pragma once

#include "telemetryflow/client.hpp"
