#include "interface/client_state.hpp"
#include "telemetryflow/testing/fake.hpp"
