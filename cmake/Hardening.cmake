# TELEMETRYFLOW_HARDENING: the protections that distributions ship, for everything that links telemetryflow_options. A
# flag that the compiler or the processor does not know is left out.
option(TELEMETRYFLOW_HARDENING "Compile with stack, control-flow and library hardening" OFF)

if(TELEMETRYFLOW_HARDENING)
  include(CheckCXXCompilerFlag)
  foreach(flag -fstack-protector-strong -fstack-clash-protection -fcf-protection=full)
    string(MAKE_C_IDENTIFIER "TELEMETRYFLOW_HAS${flag}" supported)
    check_cxx_compiler_flag(${flag} ${supported})
    if(${supported})
      target_compile_options(telemetryflow_options INTERFACE ${flag})
    endif()
  endforeach()
  target_compile_options(telemetryflow_options INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS)
  target_link_options(telemetryflow_options INTERFACE -Wl,-z,relro -Wl,-z,now)
endif()
