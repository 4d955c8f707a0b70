cmake_minimum_required(VERSION 3.25)
project(@{project} LANGUAGES CXX)

find_package(TelemetryFlow @{sdk_version} REQUIRED)
find_package(Threads REQUIRED)

add_executable(@{project} main.cpp)
target_link_libraries(@{project} PRIVATE telemetryflow::sdk Threads::Threads)
