# What the SDK itself is linked with. Installed packages look for the same (TelemetryFlowConfig.cmake.in,
# telemetryflow.pc.in).
find_package(Threads REQUIRED)
find_package(CURL 7.68 REQUIRED)
find_package(ZLIB REQUIRED)

# The faster compressor; zlib compresses where it is missing.
list(PREPEND CMAKE_MODULE_PATH "${tf_cmake_dir}")
find_package(libdeflate MODULE)
list(POP_FRONT CMAKE_MODULE_PATH)

set(tf_third_party CURL::libcurl ZLIB::ZLIB Threads::Threads)
if(libdeflate_FOUND)
  list(APPEND tf_third_party libdeflate::libdeflate)
endif()
