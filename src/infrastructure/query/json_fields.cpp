#include "infrastructure/query/json_fields.hpp"

#include <charconv>
#include <limits>
#include <stdexcept>

namespace telemetryflow::infrastructure {

namespace {

template <class Id>
Id id_of(const nlohmann::json& object, const char* name) {
    const auto text = text_of(object, name);
    if (text.empty()) return {};
    const auto id = Id::from_hex(text);
    if (!id) throw std::invalid_argument(std::string(name) + " is no id");
    return *id;
}

}  // namespace

std::string text_of(const nlohmann::json& object, const char* name) {
    return object.at(name).get<std::string>();
}

std::uint64_t as_unsigned(const nlohmann::json& value) {
    if (value.is_number_unsigned()) return value.get<std::uint64_t>();
    const auto& text = value.get_ref<const std::string&>();
    std::uint64_t number = 0;
    const auto* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stop != end) throw std::invalid_argument("\"" + text + "\" is no unsigned number");
    return number;
}

double as_number(const nlohmann::json& value) {
    if (!value.is_string()) return value.get<double>();
    const auto& text = value.get_ref<const std::string&>();
    constexpr auto kInfinity = std::numeric_limits<double>::infinity();
    if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
    if (text == "Infinity") return kInfinity;
    if (text == "-Infinity") return -kInfinity;
    throw std::invalid_argument("\"" + text + "\" is no number");
}

std::uint64_t unsigned_of(const nlohmann::json& object, const char* name) {
    return as_unsigned(object.at(name));
}

std::optional<double> number_of(const nlohmann::json& object, const char* name) {
    const auto field = object.find(name);
    if (field == object.end() || field->is_null()) return std::nullopt;
    return as_number(*field);
}

TraceId trace_id_of(const nlohmann::json& object, const char* name) {
    return id_of<TraceId>(object, name);
}

SpanId span_id_of(const nlohmann::json& object, const char* name) {
    return id_of<SpanId>(object, name);
}

std::string as_text(const nlohmann::json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

AttributeMap attributes_of(const nlohmann::json& object, const char* name) {
    AttributeMap attributes;
    for (const auto& [key, value] : object.at(name).get_ref<const nlohmann::json::object_t&>())
        attributes.emplace(key, as_text(value));
    return attributes;
}

const nlohmann::json& array_of(const nlohmann::json& object, const char* name) {
    const auto& array = object.at(name);
    if (!array.is_array()) throw std::invalid_argument(std::string(name) + " is no array");
    return array;
}

}  // namespace telemetryflow::infrastructure
