#include "telemetryflow/config_file.hpp"

#include "infrastructure/config/config_schema.hpp"

namespace telemetryflow {

// In a file of its own: a program that does not ask for the schema links nothing of it.
std::string config_file_schema() {
    return config::config_schema();
}

}  // namespace telemetryflow
