# tf_add_component(<name> <library's name for people> <header of include/telemetryflow>...)
# telemetryflow::<name>: headers that need one library more, which cmake/components/<name>.cmake finds, for this build as
# for an installed SDK; it sets tf_component_library. The headers are always installed, and never part of the SDK itself;
# the target is there where the library is. Its library is left in tf_<name>_library, for the tests.
set(tf_components "")
set(tf_component_headers "")

macro(tf_add_component name people)
  list(APPEND tf_components ${name})
  set(tf_${name}_headers "")
  foreach(tf_header ${ARGN})
    list(APPEND tf_${name}_headers "${PROJECT_SOURCE_DIR}/include/telemetryflow/${tf_header}")
  endforeach()
  list(APPEND tf_component_headers ${tf_${name}_headers})
  unset(tf_component_library)
  include("${tf_cmake_dir}/components/${name}.cmake")
  set(tf_${name}_library ${tf_component_library})
  if(tf_component_library)
    add_library(telemetryflow_${name} INTERFACE)
    add_library(telemetryflow::${name} ALIAS telemetryflow_${name})
    target_sources(
      telemetryflow_${name}
      INTERFACE FILE_SET HEADERS
                BASE_DIRS "${PROJECT_SOURCE_DIR}/include"
                FILES ${tf_${name}_headers})
    target_link_libraries(telemetryflow_${name} INTERFACE telemetryflow::sdk ${tf_component_library})
    if(TELEMETRYFLOW_BUILD_TESTS)
      set_target_properties(telemetryflow_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
    endif()
  else()
    message(STATUS "Without the component ${name}: ${people} was not found")
  endif()
endmacro()

tf_add_component(httplib cpp-httplib middleware/httplib.hpp middleware/httplib_headers.hpp
                 integration/httplib_client.hpp)
