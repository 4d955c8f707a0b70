# Finds cpp-httplib where it was installed without a package for CMake, as Debian does, and with one otherwise.
# Gives httplib::httplib and httplib_FOUND; the header is included as <httplib.h>.
find_package(httplib CONFIG QUIET GLOBAL)
if(NOT TARGET httplib::httplib)
  # Its macros say what the library was built with, so pkg-config has to tell them.
  find_package(PkgConfig QUIET)
  if(PkgConfig_FOUND)
    pkg_check_modules(CPP_HTTPLIB QUIET IMPORTED_TARGET GLOBAL cpp-httplib)
  endif()
  if(TARGET PkgConfig::CPP_HTTPLIB)
    add_library(httplib::httplib INTERFACE IMPORTED GLOBAL)
    target_link_libraries(httplib::httplib INTERFACE PkgConfig::CPP_HTTPLIB)
  endif()
endif()
set(httplib_FOUND FALSE)
if(TARGET httplib::httplib)
  set(httplib_FOUND TRUE)
endif()
