@if openapi
# embed_files(<target>): the migrations and the OpenAPI document become part of the program, so that what runs is one
# file. src/infrastructure/resources.hpp says how the code finds them.
@else
# embed_files(<target>): the migrations become part of the program, so that what runs is one file.
# src/infrastructure/resources.hpp says how the code finds them.
@end
function(embed_files target)
  file(GLOB migrations CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/migrations/*.sql")
  list(SORT migrations)
@if openapi
  set(document "${PROJECT_SOURCE_DIR}/docs/openapi.json")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${migrations} "${document}")
@else
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${migrations})
@end

  set(code "#include \"infrastructure/resources.hpp\"\n\n#include <vector>\n\nnamespace @{module} {\n\n")
  string(APPEND code "const std::vector<Resource>& migrations() {\n    static const std::vector<Resource> all{\n")
  foreach(migration IN LISTS migrations)
    cmake_path(GET migration FILENAME name)
    file(READ "${migration}" text)
    string(APPEND code "        {\"${name}\", R\"embedded(${text})embedded\"},\n")
  endforeach()
  string(APPEND code "    };\n    return all;\n}\n\n")
@if openapi
  file(READ "${document}" text)
  string(APPEND code "std::string_view openapi_document() {\n    return R\"embedded(${text})embedded\";\n}\n\n")
@end
  string(APPEND code "}  // namespace @{module}\n")

  set(written "${CMAKE_CURRENT_BINARY_DIR}/resources.cpp")
  file(WRITE "${written}.new" "${code}")
  configure_file("${written}.new" "${written}" COPYONLY)  # leaves it alone, and what was compiled, when it is the same
  target_sources(${target} PRIVATE "${written}")
endfunction()
