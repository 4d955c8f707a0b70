# opentelemetry_proto: the protobuf and gRPC classes of Debian's libopentelemetry-proto-dev, which ships them as
# sources. Only tests and telemetryflow-local use them; the SDK never does.
find_package(Protobuf REQUIRED)
if(NOT TARGET gRPC::grpc++)
  find_package(gRPC CONFIG REQUIRED)
endif()
# For the programs that look up other libraries by it.
find_package(PkgConfig REQUIRED)
find_path(OPENTELEMETRY_PROTO_INCLUDE_DIR opentelemetry/proto/trace/v1/trace.pb.h REQUIRED)

set(tf_proto_dir "${OPENTELEMETRY_PROTO_INCLUDE_DIR}/opentelemetry/proto")
add_library(
  opentelemetry_proto STATIC EXCLUDE_FROM_ALL
  ${tf_proto_dir}/common/v1/common.pb.cc
  ${tf_proto_dir}/resource/v1/resource.pb.cc
  ${tf_proto_dir}/trace/v1/trace.pb.cc
  ${tf_proto_dir}/metrics/v1/metrics.pb.cc
  ${tf_proto_dir}/logs/v1/logs.pb.cc
  ${tf_proto_dir}/collector/trace/v1/trace_service.pb.cc
  ${tf_proto_dir}/collector/metrics/v1/metrics_service.pb.cc
  ${tf_proto_dir}/collector/logs/v1/logs_service.pb.cc)
target_include_directories(opentelemetry_proto SYSTEM PUBLIC "${OPENTELEMETRY_PROTO_INCLUDE_DIR}")
target_compile_features(opentelemetry_proto PUBLIC cxx_std_20)
target_link_libraries(opentelemetry_proto PUBLIC protobuf::libprotobuf)

add_library(
  opentelemetry_proto_grpc STATIC EXCLUDE_FROM_ALL
  ${tf_proto_dir}/collector/trace/v1/trace_service.grpc.pb.cc
  ${tf_proto_dir}/collector/metrics/v1/metrics_service.grpc.pb.cc
  ${tf_proto_dir}/collector/logs/v1/logs_service.grpc.pb.cc)
target_link_libraries(opentelemetry_proto_grpc PUBLIC opentelemetry_proto gRPC::grpc++)

# The same command lines in every preset, without sanitizers, optimisation worth waiting for or debug information: with
# ccache they are compiled once on a machine.
foreach(target opentelemetry_proto opentelemetry_proto_grpc)
  target_compile_options(${target} PRIVATE -O1 -g0 -w)
endforeach()
