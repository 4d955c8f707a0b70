cmake_minimum_required(VERSION 3.25)
project(@{project} LANGUAGES CXX)

include(CTest)
find_package(TelemetryFlow @{sdk_version} REQUIRED)

add_executable(@{project} main.cpp)
target_link_libraries(@{project} PRIVATE telemetryflow::sdk)

if(BUILD_TESTING)
  add_executable(@{project}-test checkout_test.cpp)
  target_link_libraries(@{project}-test PRIVATE telemetryflow::sdk)
  add_test(NAME @{project}-test COMMAND @{project}-test)
endif()
