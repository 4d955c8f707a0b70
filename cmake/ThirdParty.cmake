# What the SDK itself is linked with: tf_third_party. Installed packages look for the same
# (TelemetryFlowConfig.cmake.in, telemetryflow.pc.in).
find_package(Threads REQUIRED)
find_package(CURL 7.68 REQUIRED)

# The faster compressor; zlib compresses where it is missing.
list(PREPEND CMAKE_MODULE_PATH "${tf_cmake_dir}")
find_package(libdeflate MODULE QUIET)
list(POP_FRONT CMAKE_MODULE_PATH)
if(libdeflate_FOUND)
  set(tf_compressor libdeflate::libdeflate)
  target_compile_definitions(telemetryflow_options INTERFACE TELEMETRYFLOW_HAVE_LIBDEFLATE)
else()
  find_package(ZLIB REQUIRED)
  set(tf_compressor ZLIB::ZLIB)
endif()

set(tf_third_party CURL::libcurl ${tf_compressor} Threads::Threads)
