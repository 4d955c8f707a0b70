# Compiles through ccache where it is installed. Only in our own builds: a project that adds this one with
# add_subdirectory decides for itself, and so does anybody who sets the launcher.
if(PROJECT_IS_TOP_LEVEL AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(TELEMETRYFLOW_CCACHE ccache)
  mark_as_advanced(TELEMETRYFLOW_CCACHE)
  if(TELEMETRYFLOW_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${TELEMETRYFLOW_CCACHE}")
  endif()
endif()
