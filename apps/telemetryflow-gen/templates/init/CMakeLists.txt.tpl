cmake_minimum_required(VERSION 3.25)
project(@{project} LANGUAGES CXX)

include(CTest)

add_executable(@{project} main.cpp)
target_link_libraries(@{project} PRIVATE @{identifier}_telemetry)

