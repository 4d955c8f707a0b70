# TELEMETRYFLOW_SANITIZE: the sanitizers, as -fsanitize= takes them ("address,undefined" or "thread"), for everything
# that links telemetryflow_options. Third-party code is left alone: it is compiled once and shared by all builds.
set(TELEMETRYFLOW_SANITIZE "" CACHE STRING "Sanitizers to build with, as -fsanitize= takes them")

if(TELEMETRYFLOW_SANITIZE)
  target_compile_options(telemetryflow_options INTERFACE -fsanitize=${TELEMETRYFLOW_SANITIZE}
                                                         -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(telemetryflow_options INTERFACE -fsanitize=${TELEMETRYFLOW_SANITIZE})
  if(TELEMETRYFLOW_SANITIZE MATCHES "thread")
    # GCC 12 takes the string of an empty optional for one that is read. It also warns of fences, which the sanitizer
    # does not see: the one that there is stands behind reads that it is told not to look at (chunk_seals.cpp).
    target_compile_options(telemetryflow_options INTERFACE -Wno-maybe-uninitialized -Wno-tsan)
  endif()
endif()
