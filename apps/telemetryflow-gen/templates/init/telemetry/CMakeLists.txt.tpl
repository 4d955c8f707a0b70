# @{identifier}_telemetry: what the programs of this project record telemetry with.
find_package(TelemetryFlow @{sdk_version} REQUIRED)

add_library(@{identifier}_telemetry STATIC telemetry.cpp)
@if metrics
target_sources(@{identifier}_telemetry PRIVATE metrics.cpp)
@end
@if logs
target_sources(@{identifier}_telemetry PRIVATE logs.cpp)
@end
@if traces
target_sources(@{identifier}_telemetry PRIVATE traces.cpp)
@end
target_include_directories(@{identifier}_telemetry PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}/..")
target_link_libraries(@{identifier}_telemetry PUBLIC telemetryflow::sdk)

if(BUILD_TESTING)
  add_executable(@{identifier}_telemetry_test telemetry_test.cpp)
  target_link_libraries(@{identifier}_telemetry_test PRIVATE @{identifier}_telemetry)
  add_test(NAME @{identifier}_telemetry_test COMMAND @{identifier}_telemetry_test)
endif()
