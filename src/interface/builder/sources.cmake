list(
  APPEND
  tf_interface_sources
  builder/banner.cpp
  builder/build.cpp
  builder/build_config.cpp
  builder/connection_options.cpp
  builder/delivery_options.cpp
  builder/identity_options.cpp
  builder/signal_options.cpp
  builder/source_options.cpp
  builder/version_info.cpp)

set(TELEMETRYFLOW_GIT_COMMIT "" CACHE STRING "The commit that version_full() names; empty: none")
if(TELEMETRYFLOW_GIT_COMMIT)
  set_source_files_properties(builder/version_info.cpp PROPERTIES COMPILE_DEFINITIONS
                                                                  "TELEMETRYFLOW_GIT_COMMIT=\"${TELEMETRYFLOW_GIT_COMMIT}\"")
endif()
