add_subdirectory(telemetry)
