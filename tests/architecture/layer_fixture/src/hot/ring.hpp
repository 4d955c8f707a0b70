#pragma once

#include <functional>

#include <x86intrin.h>

#include "telemetryflow/domain/value.hpp"

#include "pipeline/worker.hpp"
