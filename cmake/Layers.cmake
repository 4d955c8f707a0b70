# tf_compile_small(<file>...)
# For sources that nothing hot runs through: they save more than a quarter of what a program grows by. Only in the build
# that is shipped; the others are made to compile quickly, or to find faults.
function(tf_compile_small)
  set_property(SOURCE ${ARGN} APPEND PROPERTY COMPILE_OPTIONS "$<$<CONFIG:Release>:-Os>")
endfunction()

# tf_add_layer(<name> SOURCES <file>... [USES <layer>...] [LIBRARIES <target>...])
# One object library per layer of docs/design.md. USES are the layers it may call; tools/check_layers.py holds the
# includes against the same table. All layers together make the one library that is installed (src/CMakeLists.txt).
function(tf_add_layer name)
  cmake_parse_arguments(arg "" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  add_library(tf_${name} OBJECT ${arg_SOURCES})
  target_include_directories(tf_${name} PUBLIC "${PROJECT_SOURCE_DIR}/include" PRIVATE "${PROJECT_SOURCE_DIR}/src")
  set_target_properties(tf_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden
                                              VISIBILITY_INLINES_HIDDEN ON)
  target_link_libraries(tf_${name} PRIVATE telemetryflow_options ${arg_LIBRARIES})
  # Exported functions call each other directly, also in a shared SDK: nobody replaces single ones of them.
  target_compile_options(tf_${name} PRIVATE -fno-semantic-interposition)
  # GCC reads neighbouring members back as one vector. When they were just written one by one, as those of every command
  # are, the processor has to wait until they are all in the cache: 5 ns for each.
  target_compile_options(tf_${name} PRIVATE -fno-tree-slp-vectorize)
  foreach(layer IN LISTS arg_USES)
    if(NOT TARGET tf_${layer})
      message(FATAL_ERROR "layer ${name} uses ${layer}, which is not defined before it")
    endif()
  endforeach()
endfunction()
