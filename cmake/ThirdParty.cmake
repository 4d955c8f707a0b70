# What the SDK itself is linked with: tf_third_party. Installed packages look for the same
# (TelemetryFlowConfig.cmake.in, telemetryflow.pc.in).
find_package(Threads REQUIRED)
find_package(CURL 7.68 REQUIRED)

find_package(ZLIB REQUIRED)

# The faster compressor; zlib decompresses, and compresses where libdeflate is missing.
list(PREPEND CMAKE_MODULE_PATH "${tf_cmake_dir}")
find_package(libdeflate MODULE QUIET)
list(POP_FRONT CMAKE_MODULE_PATH)
set(tf_compressor ZLIB::ZLIB)
if(libdeflate_FOUND)
  list(PREPEND tf_compressor libdeflate::libdeflate)
  target_compile_definitions(telemetryflow_options INTERFACE TELEMETRYFLOW_HAVE_LIBDEFLATE)
endif()

set(tf_third_party CURL::libcurl ${tf_compressor} Threads::Threads)
