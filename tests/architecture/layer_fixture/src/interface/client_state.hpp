#pragma once

#include "infrastructure/otlp/encoder.hpp"
#include "pipeline/worker.hpp"
