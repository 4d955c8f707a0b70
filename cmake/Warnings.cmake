# telemetryflow_options: what every target of ours is compiled with. Never global, so that a project which adds this
# one with add_subdirectory keeps its own flags. Warnings are errors only where a preset asks for it.
option(TELEMETRYFLOW_WARNINGS_AS_ERRORS "Treat warnings as errors" OFF)

add_library(telemetryflow_options INTERFACE)
target_compile_features(telemetryflow_options INTERFACE cxx_std_20)
target_compile_options(
  telemetryflow_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
                                  -Wnon-virtual-dtor -Woverloaded-virtual)
if(TELEMETRYFLOW_WARNINGS_AS_ERRORS)
  target_compile_options(telemetryflow_options INTERFACE -Werror)
endif()

# tf_link_flags(<target>): the link flags of telemetryflow_options for a library of ours and for the programs of this
# build that link it. Installed packages do not carry them.
function(tf_link_flags target)
  set(flags $<TARGET_PROPERTY:telemetryflow_options,INTERFACE_LINK_OPTIONS>)
  target_link_options(${target} PUBLIC $<BUILD_INTERFACE:${flags}>)
endfunction()
