cmake_minimum_required(VERSION 3.25)
project(@{project} LANGUAGES CXX)

include(CTest)
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

@if telemetry
find_package(TelemetryFlow @{sdk_version} REQUIRED COMPONENTS sdk httplib @{component})
@else
find_package(PkgConfig REQUIRED)
pkg_check_modules(httplib REQUIRED IMPORTED_TARGET cpp-httplib)
pkg_check_modules(database REQUIRED IMPORTED_TARGET @{database_module})
@end
find_package(nlohmann_json REQUIRED)
find_package(Threads REQUIRED)

include(cmake/embed_files.cmake)

# What is put below src/, tests/ and migrations/ is found, so that an entity is added without an edit here.
file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/*.cpp")
list(REMOVE_ITEM sources "${PROJECT_SOURCE_DIR}/src/main.cpp")
add_library(@{project}-service STATIC ${sources})
target_include_directories(@{project}-service PUBLIC "${PROJECT_SOURCE_DIR}/src")
target_link_libraries(
  @{project}-service
@if telemetry
  PUBLIC telemetryflow::httplib
         telemetryflow::@{component}
@else
  PUBLIC PkgConfig::httplib
         PkgConfig::database
@end
         nlohmann_json::nlohmann_json
         Threads::Threads)
embed_files(@{project}-service)

add_executable(@{project} src/main.cpp)
target_link_libraries(@{project} PRIVATE @{project}-service)
install(TARGETS @{project})

if(BUILD_TESTING)
  file(GLOB tests CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/*_test.cpp")
  foreach(test IN LISTS tests)
    cmake_path(GET test STEM name)
    add_executable(@{project}-${name} "${test}")
    target_include_directories(@{project}-${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests")
    target_link_libraries(@{project}-${name} PRIVATE @{project}-service)
    add_test(NAME ${name} COMMAND @{project}-${name})
    set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 120)
  endforeach()
endif()
