# Finds libpqxx where it was installed without a package for CMake, as before its version 7.0.
# Gives libpqxx::pqxx and libpqxx_FOUND.
find_path(LIBPQXX_INCLUDE_DIR pqxx/pqxx)
find_library(LIBPQXX_LIBRARY pqxx)
mark_as_advanced(LIBPQXX_INCLUDE_DIR LIBPQXX_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(libpqxx REQUIRED_VARS LIBPQXX_LIBRARY LIBPQXX_INCLUDE_DIR)

if(libpqxx_FOUND AND NOT TARGET libpqxx::pqxx)
  add_library(libpqxx::pqxx UNKNOWN IMPORTED)
  set_target_properties(libpqxx::pqxx PROPERTIES IMPORTED_LOCATION "${LIBPQXX_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES
                                                                                       "${LIBPQXX_INCLUDE_DIR}")
endif()
