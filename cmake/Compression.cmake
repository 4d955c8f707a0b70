# tf_compression_libraries: libdeflate where it is, and zlib for what libdeflate cannot do and where it is missing.
# tf_compression_definitions tells the code which of the two it has.
find_package(ZLIB REQUIRED)
find_package(libdeflate MODULE QUIET)
set(tf_compression_libraries ZLIB::ZLIB)
set(tf_compression_definitions)
if(libdeflate_FOUND)
  list(APPEND tf_compression_libraries libdeflate::libdeflate)
  set(tf_compression_definitions TELEMETRYFLOW_HAVE_LIBDEFLATE)
endif()
