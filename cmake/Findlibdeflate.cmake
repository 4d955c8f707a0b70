# libdeflate::libdeflate, from the package's own config, pkg-config or the compiler's paths. Optional: without it the
# exporter compresses with zlib.
include(FindPackageHandleStandardArgs)
find_package(PkgConfig QUIET)
if(PKG_CONFIG_FOUND)
  pkg_check_modules(PC_libdeflate QUIET libdeflate)
endif()
find_path(libdeflate_INCLUDE_DIR libdeflate.h HINTS ${PC_libdeflate_INCLUDE_DIRS})
find_library(libdeflate_LIBRARY deflate HINTS ${PC_libdeflate_LIBRARY_DIRS})
mark_as_advanced(libdeflate_INCLUDE_DIR libdeflate_LIBRARY)
find_package_handle_standard_args(libdeflate REQUIRED_VARS libdeflate_LIBRARY libdeflate_INCLUDE_DIR)
if(libdeflate_FOUND AND NOT TARGET libdeflate::libdeflate)
  add_library(libdeflate::libdeflate UNKNOWN IMPORTED)
  set_target_properties(libdeflate::libdeflate PROPERTIES IMPORTED_LOCATION "${libdeflate_LIBRARY}"
                                                          INTERFACE_INCLUDE_DIRECTORIES "${libdeflate_INCLUDE_DIR}")
endif()
