#pragma once

#include <functional>
#include <x86intrin.h>

#include "pipeline/worker.hpp"
#include "telemetryflow/domain/value.hpp"
