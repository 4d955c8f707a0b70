# Finds the headers of the OpenTelemetry C++ API, and nothing that an SDK of it needs.
# Gives OpenTelemetryApi::headers and OpenTelemetryApi_FOUND; headers are included as <opentelemetry/version.h>. Where the
# project has found opentelemetry-cpp itself, the definitions that go with that hold here too.
find_path(OPENTELEMETRY_API_INCLUDE_DIR opentelemetry/version.h)
mark_as_advanced(OPENTELEMETRY_API_INCLUDE_DIR)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(OpenTelemetryApi REQUIRED_VARS OPENTELEMETRY_API_INCLUDE_DIR)

if(OpenTelemetryApi_FOUND AND NOT TARGET OpenTelemetryApi::headers)
  add_library(OpenTelemetryApi::headers INTERFACE IMPORTED)
  if(TARGET opentelemetry-cpp::api)
    set_target_properties(OpenTelemetryApi::headers PROPERTIES INTERFACE_LINK_LIBRARIES opentelemetry-cpp::api)
  else()
    set_target_properties(OpenTelemetryApi::headers PROPERTIES INTERFACE_INCLUDE_DIRECTORIES
                                                               "${OPENTELEMETRY_API_INCLUDE_DIR}")
  endif()
endif()
