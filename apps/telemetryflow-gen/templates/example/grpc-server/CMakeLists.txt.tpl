cmake_minimum_required(VERSION 3.25)
project(@{project} LANGUAGES CXX)

include(CTest)
find_package(Protobuf REQUIRED)
find_package(TelemetryFlow @{sdk_version} REQUIRED COMPONENTS sdk grpc)
find_package(Threads REQUIRED)

# What protoc makes of orders.proto.
set(generated orders.pb.cc orders.pb.h orders.grpc.pb.cc orders.grpc.pb.h)
list(TRANSFORM generated PREPEND "${CMAKE_CURRENT_BINARY_DIR}/")
add_custom_command(
  OUTPUT ${generated}
  COMMAND protobuf::protoc "--proto_path=${CMAKE_CURRENT_SOURCE_DIR}" "--cpp_out=${CMAKE_CURRENT_BINARY_DIR}"
          "--grpc_out=${CMAKE_CURRENT_BINARY_DIR}" "--plugin=protoc-gen-grpc=$<TARGET_FILE:gRPC::grpc_cpp_plugin>"
          orders.proto
  DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/orders.proto"
  VERBATIM)
add_library(@{project}-proto STATIC ${generated})
target_include_directories(@{project}-proto SYSTEM PUBLIC "${CMAKE_CURRENT_BINARY_DIR}")
target_link_libraries(@{project}-proto PUBLIC gRPC::grpc++ protobuf::libprotobuf)

foreach(program server client)
  add_executable(@{project}-${program} ${program}.cpp)
  target_link_libraries(@{project}-${program} PRIVATE @{project}-proto telemetryflow::grpc Threads::Threads)
endforeach()

if(BUILD_TESTING)
  add_executable(@{project}-test orders_test.cpp)
  target_link_libraries(@{project}-test PRIVATE @{project}-proto telemetryflow::grpc Threads::Threads)
  add_test(NAME @{project}-test COMMAND @{project}-test)
endif()
