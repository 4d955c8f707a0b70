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

# Headers that need another library: who uses one has that library.
foreach(header IN LISTS tf_component_headers)
  cmake_path(RELATIVE_PATH header BASE_DIRECTORY "${PROJECT_SOURCE_DIR}/include" OUTPUT_VARIABLE path)
  cmake_path(GET path PARENT_PATH folder)
  install(FILES "${header}" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/${folder}")
endforeach()
install(DIRECTORY "${tf_cmake_dir}/components" DESTINATION "${tf_config_dir}")

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
list(JOIN tf_components " " tf_components_text)
configure_package_config_file("${tf_cmake_dir}/TelemetryFlowConfig.cmake.in"
                              "${PROJECT_BINARY_DIR}/TelemetryFlowConfig.cmake" INSTALL_DESTINATION "${tf_config_dir}")
install(FILES "${PROJECT_BINARY_DIR}/TelemetryFlowConfig.cmake" "${PROJECT_BINARY_DIR}/TelemetryFlowConfigVersion.cmake"
              "${tf_cmake_dir}/Findlibdeflate.cmake" DESTINATION "${tf_config_dir}")

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
configure_file("${tf_cmake_dir}/telemetryflow.pc.in" "${PROJECT_BINARY_DIR}/telemetryflow.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/telemetryflow.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
