# embed_files(<target>): the migrations and the OpenAPI document become part of the program, so that what runs is one
# file. src/infrastructure/resources.hpp says how the code finds them.
function(embed_files target)
  file(GLOB migrations CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/migrations/*.sql")
  list(SORT migrations)
  set(document "${PROJECT_SOURCE_DIR}/docs/openapi.json")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${migrations} "${document}")

  set(code "#include \"infrastructure/resources.hpp\"\n\n#include <vector>\n\nnamespace app {\n\n")
  string(APPEND code "const std::vector<Resource>& migrations() {\n    static const std::vector<Resource> all{\n")
  foreach(migration IN LISTS migrations)
    cmake_path(GET migration FILENAME name)
    file(READ "${migration}" text)
    string(APPEND code "        {\"${name}\", R\"embedded(${text})embedded\"},\n")
  endforeach()
  file(READ "${document}" text)
  string(APPEND code "    };\n    return all;\n}\n\nstd::string_view openapi_document() {\n")
  string(APPEND code "    return R\"embedded(${text})embedded\";\n}\n\n}  // namespace app\n")

  set(written "${CMAKE_CURRENT_BINARY_DIR}/resources.cpp")
  file(WRITE "${written}.new" "${code}")
  configure_file("${written}.new" "${written}" COPYONLY)  # leaves it alone, and what was compiled, when it is the same
  target_sources(${target} PRIVATE "${written}")
endfunction()
