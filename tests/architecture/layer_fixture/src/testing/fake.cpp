#include "telemetryflow/testing/fake.hpp"

#include "interface/client_state.hpp"
