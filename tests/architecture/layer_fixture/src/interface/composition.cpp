#include "infrastructure/otlp/encoder.hpp"
#include "interface/client_state.hpp"
#include "pipeline/worker.hpp"
