cmake_minimum_required(VERSION 3.25)
project(@{project} LANGUAGES CXX)

include(CTest)
find_package(TelemetryFlow @{sdk_version} REQUIRED COMPONENTS sdk httplib)
find_package(Threads REQUIRED)

foreach(service gateway inventory)
  add_executable(@{project}-${service} ${service}.cpp)
  target_link_libraries(@{project}-${service} PRIVATE telemetryflow::httplib Threads::Threads)
endforeach()

if(BUILD_TESTING)
  add_executable(@{project}-test services_test.cpp)
  target_link_libraries(@{project}-test PRIVATE telemetryflow::httplib Threads::Threads)
  add_test(NAME @{project}-test COMMAND @{project}-test)
endif()
