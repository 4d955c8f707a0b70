#include "telemetryflow/domain/value.hpp"

const char* home() {
    return getenv("HOME");
}
