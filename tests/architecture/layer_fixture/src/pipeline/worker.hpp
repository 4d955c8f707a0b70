#pragma once

#include "../hot/ring.hpp"
#include "hot/ring.hpp"
#include "infrastructure/otlp/encoder.hpp"
