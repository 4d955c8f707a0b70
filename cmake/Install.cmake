# cmake --install: the library, its headers, and what find_package(TelemetryFlow) and pkg-config read.
include(CMakePackageConfigHelpers)

set(tf_config_dir "${CMAKE_INSTALL_LIBDIR}/cmake/TelemetryFlow")
install(
  TARGETS telemetryflow
  EXPORT TelemetryFlowTargets
  FILE_SET HEADERS
  INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(
  EXPORT TelemetryFlowTargets
  NAMESPACE telemetryflow::
  DESTINATION "${tf_config_dir}")

foreach(component IN LISTS tf_components)
  install(
    TARGETS telemetryflow_${component}
    EXPORT TelemetryFlow-${component}-targets
    FILE_SET HEADERS)
  install(
    EXPORT TelemetryFlow-${component}-targets
    NAMESPACE telemetryflow::
    DESTINATION "${tf_config_dir}")
  install(FILES "${PROJECT_BINARY_DIR}/components/TelemetryFlow-${component}.cmake" DESTINATION "${tf_config_dir}")
endforeach()

# Before 1.0 a minor version may change the interface.
if(PROJECT_VERSION_MAJOR EQUAL 0)
  set(tf_compatibility SameMinorVersion)
else()
  set(tf_compatibility SameMajorVersion)
endif()
write_basic_package_version_file("${PROJECT_BINARY_DIR}/TelemetryFlowConfigVersion.cmake"
                                 COMPATIBILITY ${tf_compatibility})

# A static SDK makes its user link what it uses itself; a shared one brings it along.
get_target_property(tf_library_type telemetryflow TYPE)
set(tf_installs_static OFF)
if(tf_library_type STREQUAL "STATIC_LIBRARY")
  set(tf_installs_static ON)
endif()
set(tf_uses_libdeflate ${libdeflate_FOUND})
configure_package_config_file("${tf_cmake_dir}/TelemetryFlowConfig.cmake.in"
                              "${PROJECT_BINARY_DIR}/TelemetryFlowConfig.cmake" INSTALL_DESTINATION "${tf_config_dir}")
install(FILES "${PROJECT_BINARY_DIR}/TelemetryFlowConfig.cmake" "${PROJECT_BINARY_DIR}/TelemetryFlowConfigVersion.cmake"
              "${tf_cmake_dir}/FindOpenTelemetryApi.cmake" "${tf_cmake_dir}/Findlibdeflate.cmake" "${tf_cmake_dir}/Findhiredis.cmake"
              "${tf_cmake_dir}/Findlibpqxx.cmake" "${tf_cmake_dir}/Findhttplib.cmake" DESTINATION "${tf_config_dir}")

# pkg-config: relative to the .pc file, so that `cmake --install --prefix` and a moved tree stay right; an absolute
# directory of the user is taken as it is.
set(tf_pc_requires "libcurl >= 7.68, zlib")
if(libdeflate_FOUND)
  string(APPEND tf_pc_requires ", libdeflate")
endif()
if(tf_installs_static)
  set(tf_pc_requires "Requires: ${tf_pc_requires}")
else()
  set(tf_pc_requires "Requires.private: ${tf_pc_requires}")
endif()
foreach(dir LIBDIR INCLUDEDIR)
  if(IS_ABSOLUTE "${CMAKE_INSTALL_${dir}}")
    set(tf_pc_${dir} "${CMAKE_INSTALL_${dir}}")
  else()
    set(tf_pc_${dir} "\${prefix}/${CMAKE_INSTALL_${dir}}")
  endif()
endforeach()
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  set(tf_pc_prefix "${CMAKE_INSTALL_PREFIX}")
else()
  file(RELATIVE_PATH tf_pc_prefix "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
  string(REGEX REPLACE "/$" "" tf_pc_prefix "${tf_pc_prefix}")
  set(tf_pc_prefix "\${pcfiledir}/${tf_pc_prefix}")
endif()
set(tf_pc_files "${PROJECT_BINARY_DIR}/telemetryflow.pc")
configure_file("${tf_cmake_dir}/telemetryflow.pc.in" "${PROJECT_BINARY_DIR}/telemetryflow.pc" @ONLY)
if(TARGET telemetryflow_config_file)
  configure_file("${tf_cmake_dir}/telemetryflow-config-file.pc.in"
                 "${PROJECT_BINARY_DIR}/telemetryflow-config-file.pc" @ONLY)
  list(APPEND tf_pc_files "${PROJECT_BINARY_DIR}/telemetryflow-config-file.pc")
endif()
install(FILES ${tf_pc_files} DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
