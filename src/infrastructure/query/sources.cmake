list(
  APPEND
  tf_infrastructure_sources
  query/http_telemetry_reader.cpp
  query/json_api.cpp
  query/json_fields.cpp
  query/query_string.cpp
  query/read_results.cpp)

# Header-only and private: nothing of it is in a public header, so users of the installed library do not need it.
find_package(nlohmann_json 3.9 REQUIRED)
