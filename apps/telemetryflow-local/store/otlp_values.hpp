// OTLP values as JSON: what the store keeps and the API answers.
#pragma once

#include <string>

#include <google/protobuf/repeated_ptr_field.h>
#include <nlohmann/json.hpp>
#include <opentelemetry/proto/common/v1/common.pb.h>
#include <opentelemetry/proto/resource/v1/resource.pb.h>

namespace telemetryflow::local {

// Strings, booleans, integers, doubles, arrays and objects keep their type; bytes become base64; an empty value is
// null; NaN and the infinities, which JSON lacks, become "NaN", "Infinity" and "-Infinity".
nlohmann::json to_json(const opentelemetry::proto::common::v1::AnyValue& value);
nlohmann::json to_json(double value);

// An object. Keys are unique in OTLP; should one repeat, its last value stays.
nlohmann::json to_json(
    const google::protobuf::RepeatedPtrField<opentelemetry::proto::common::v1::KeyValue>& attributes);

// {"name", "version", "attributes", "schema_url"}
nlohmann::json to_json(const opentelemetry::proto::common::v1::InstrumentationScope& scope,
                       const std::string& schema_url);

// The resource's service.name, or "unknown_service" as OpenTelemetry names a resource without one.
std::string service_name(const opentelemetry::proto::resource::v1::Resource& resource);

// Never throws: a receiver over HTTP or gRPC has already refused invalid UTF-8.
std::string dump(const nlohmann::json& value);

}  // namespace telemetryflow::local
