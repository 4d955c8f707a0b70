#include "store/otlp_values.hpp"

#include <cmath>

#include "store/encoding.hpp"

namespace telemetryflow::local {

using opentelemetry::proto::common::v1::AnyValue;
using opentelemetry::proto::common::v1::KeyValue;

nlohmann::json to_json(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
    return value;
}

nlohmann::json to_json(const AnyValue& value) {
    switch (value.value_case()) {
        case AnyValue::kStringValue: return value.string_value();
        case AnyValue::kBoolValue: return value.bool_value();
        case AnyValue::kIntValue: return value.int_value();
        case AnyValue::kDoubleValue: return to_json(value.double_value());
        case AnyValue::kBytesValue: return to_base64(value.bytes_value());
        case AnyValue::kKvlistValue: return to_json(value.kvlist_value().values());
        case AnyValue::kArrayValue: {
            auto array = nlohmann::json::array();
            for (const auto& item : value.array_value().values())
                array.push_back(to_json(item));
            return array;
        }
        case AnyValue::VALUE_NOT_SET: break;
    }
    return nullptr;
}

nlohmann::json to_json(const google::protobuf::RepeatedPtrField<KeyValue>& attributes) {
    auto object = nlohmann::json::object();
    for (const auto& attribute : attributes)
        object[attribute.key()] = to_json(attribute.value());
    return object;
}

nlohmann::json to_json(const opentelemetry::proto::common::v1::InstrumentationScope& scope,
                       const std::string& schema_url) {
    return {{"name", scope.name()},
            {"version", scope.version()},
            {"attributes", to_json(scope.attributes())},
            {"schema_url", schema_url}};
}

std::string service_name(const opentelemetry::proto::resource::v1::Resource& resource) {
    std::string name;
    for (const auto& attribute : resource.attributes()) {
        if (attribute.key() == "service.name") name = attribute.value().string_value();
    }
    return name.empty() ? "unknown_service" : name;
}

std::string dump(const nlohmann::json& value) {
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace telemetryflow::local
