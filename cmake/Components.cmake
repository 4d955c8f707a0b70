# The components beside `sdk`: each is headers for one library of the user's, which the SDK itself never needs.
#
# tf_add_component(<name> [COMPILED] HEADERS <header>... LINKS <target> FINDS <package> [<argument of find_package>...])
# Makes telemetryflow::<name>, which links telemetryflow::sdk and the library. HEADERS are relative to
# include/telemetryflow. The library is looked for where something here is compiled with it (tests, examples), in a
# user's project by find_package(TelemetryFlow COMPONENTS <name>), and never for installing: that needs no library.
# A COMPILED component is a static library whose sources are added in src; it is there, and installed, only where its
# library was found when the SDK was built.
# What comes of all calls: tf_components, those of them whose library was found here in tf_found_components, the headers
# of all in tf_component_headers, and in tf_missing_components what could not be compiled.
set(tf_component_headers "")
set(tf_missing_components "")
set(tf_components "")
set(tf_found_components "")

function(tf_add_component name)
  cmake_parse_arguments(arg "COMPILED" "LINKS" "HEADERS;FINDS" ${ARGN})
  list(TRANSFORM arg_HEADERS PREPEND "${PROJECT_SOURCE_DIR}/include/telemetryflow/")
  set(tf_component_headers ${tf_component_headers} ${arg_HEADERS} PARENT_SCOPE)
  set(found FALSE)
  if(TELEMETRYFLOW_BUILD_TESTS OR TELEMETRYFLOW_BUILD_EXAMPLES OR arg_COMPILED)
    list(PREPEND CMAKE_MODULE_PATH "${tf_cmake_dir}")
    # gRPC's package fails where its targets are there already.
    if(NOT TARGET ${arg_LINKS})
      find_package(${arg_FINDS} QUIET GLOBAL)
    endif()
    if(TARGET ${arg_LINKS})
      set(found TRUE)
      set(tf_found_components ${tf_found_components} ${name} PARENT_SCOPE)
    else()
      message(STATUS "Component ${name} is not used here: ${arg_LINKS} was not found")
    endif()
  endif()

  set(target telemetryflow_${name})
  if(NOT arg_COMPILED)
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE telemetryflow ${arg_LINKS})
  elseif(found)
    add_library(${target} STATIC)
    set_target_properties(${target} PROPERTIES LINKER_LANGUAGE CXX)
    if(NOT TELEMETRYFLOW_INSTALL)
      set_target_properties(${target} PROPERTIES EXCLUDE_FROM_ALL ON)
    endif()
    target_link_libraries(${target} PUBLIC telemetryflow PRIVATE ${arg_LINKS})
  else()
    set(tf_missing_components ${tf_missing_components} ${name} PARENT_SCOPE)
    return()
  endif()
  add_library(telemetryflow::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  target_sources(
    ${target}
    INTERFACE FILE_SET HEADERS
              BASE_DIRS "${PROJECT_SOURCE_DIR}/include"
              FILES ${arg_HEADERS})
  # auto_instrument.hpp knows by it what the program links.
  string(TOUPPER ${name} upper)
  target_compile_definitions(${target} INTERFACE TELEMETRYFLOW_WITH_${upper})
  if(found)
    set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ${TELEMETRYFLOW_BUILD_TESTS})
  endif()

  string(JOIN " " finds ${arg_FINDS})
  set(links ${arg_LINKS})
  configure_file("${tf_cmake_dir}/TelemetryFlowComponent.cmake.in"
                 "${PROJECT_BINARY_DIR}/components/TelemetryFlow-${name}.cmake" @ONLY)
  set(tf_components ${tf_components} ${name} PARENT_SCOPE)
endfunction()

tf_add_component(
  beast
  HEADERS middleware/beast.hpp middleware/beast_headers.hpp
  LINKS Boost::headers
  FINDS Boost 1.74)
tf_add_component(
  boost_log
  HEADERS integration/boost_log.hpp integration/boost_log_backend.hpp
  LINKS Boost::log
  FINDS Boost 1.74 COMPONENTS log)
tf_add_component(
  config_file COMPILED
  HEADERS yaml_config_parser.hpp
  LINKS yaml-cpp
  FINDS yaml-cpp 0.7)
if(TARGET telemetryflow_config_file)
  # Its registration is nothing that a program refers to, and would be left out of a static library.
  target_link_options(telemetryflow_config_file INTERFACE "LINKER:-u,telemetryflow_config_file")
endif()
tf_add_component(
  crow
  HEADERS middleware/crow.hpp
  LINKS Crow::Crow
  FINDS Crow CONFIG)
tf_add_component(
  curl
  HEADERS integration/curl.hpp integration/curl_error_type.hpp integration/curl_headers.hpp integration/curl_options.hpp
          integration/curl_perform.hpp integration/curl_server.hpp
  LINKS CURL::libcurl
  FINDS CURL 7.72)
tf_add_component(
  drogon
  HEADERS middleware/drogon.hpp middleware/drogon_headers.hpp
  LINKS Drogon::Drogon
  FINDS Drogon CONFIG)
tf_add_component(
  glog
  HEADERS integration/glog.hpp
  LINKS glog::glog
  FINDS glog 0.6)
tf_add_component(
  grpc
  HEADERS integration/grpc_client.hpp integration/grpc_client_interceptor.hpp middleware/grpc_address.hpp
          middleware/grpc_metadata.hpp middleware/grpc_server.hpp middleware/grpc_server_call.hpp
          middleware/grpc_server_interceptor.hpp middleware/grpc_status.hpp
  LINKS gRPC::grpc++
  FINDS gRPC 1.51 CONFIG)
tf_add_component(
  hiredis
  HEADERS integration/hiredis.hpp integration/redis_reply.hpp
  LINKS hiredis::hiredis
  FINDS hiredis MODULE)
tf_add_component(
  httplib
  HEADERS integration/httplib_client.hpp middleware/httplib.hpp middleware/httplib_headers.hpp
  LINKS httplib::httplib
  FINDS httplib MODULE)
tf_add_component(
  opentelemetry
  HEADERS bridge/adder.hpp bridge/attribute_list.hpp bridge/client_link.hpp bridge/context_storage.hpp
          bridge/context_values.hpp bridge/convert.hpp bridge/event_logger.hpp bridge/event_logger_provider.hpp
          bridge/exact_cast.hpp bridge/gauge.hpp bridge/histogram.hpp bridge/in_context.hpp bridge/install.hpp
          bridge/link_list.hpp bridge/log_record.hpp bridge/logger.hpp bridge/logger_provider.hpp bridge/meter.hpp
          bridge/meter_provider.hpp bridge/object_pool.hpp bridge/observable.hpp bridge/observer.hpp
          bridge/pool_allocator.hpp bridge/propagator.hpp bridge/scoped_objects.hpp bridge/span.hpp
          bridge/spin_guard.hpp bridge/tracer.hpp bridge/tracer_provider.hpp
  LINKS OpenTelemetryApi::headers
  FINDS OpenTelemetryApi MODULE)
tf_add_component(
  poco
  HEADERS middleware/poco.hpp middleware/poco_factory.hpp middleware/poco_handler.hpp middleware/poco_headers.hpp
  LINKS Poco::Net
  FINDS Poco 1.11 COMPONENTS Net)
tf_add_component(
  pqxx
  HEADERS integration/pqxx.hpp integration/pqxx_error.hpp
  LINKS libpqxx::pqxx
  FINDS libpqxx MODULE)
tf_add_component(
  prometheus
  HEADERS integration/prometheus_endpoint.hpp
  LINKS httplib::httplib
  FINDS httplib MODULE)
tf_add_component(
  spdlog
  HEADERS integration/spdlog.hpp integration/spdlog_forward_sink.hpp integration/spdlog_loggers.hpp
  LINKS spdlog::spdlog
  FINDS spdlog 1.10)
tf_add_component(
  sqlite
  HEADERS integration/sqlite.hpp integration/sqlite_auto_trace.hpp integration/sqlite_errors.hpp
          integration/sqlite_hook.hpp
  LINKS SQLite::SQLite3
  FINDS SQLite3 3.14)
