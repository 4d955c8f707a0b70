#include "interface/json_reader.hpp"

#include <limits>

#include "application/validation_error.hpp"
#include "interface/bad_request.hpp"

namespace @{module} {

JsonReader::JsonReader(const std::string& body) : body_(nlohmann::json::parse(body, nullptr, false)) {
    if (!body_.is_object()) throw BadRequest("the body must be a JSON object");
}

void JsonReader::finish() {
    for (const auto& [field, value] : body_.items()) {
        if (!known_.contains(field)) errors_.push_back({field, "is no field"});
    }
    if (!errors_.empty()) throw ValidationError(errors_);
}

const nlohmann::json* JsonReader::find(const char* field) {
    known_.insert(field);
    const auto found = body_.find(field);
    return found == body_.end() || found->is_null() ? nullptr : &*found;
}

void JsonReader::take(const char* field, const nlohmann::json& value, std::string& to) {
    if (!value.is_string()) {
        errors_.push_back({field, "must be a string"});
        return;
    }
    to = value.get<std::string>();
    // Databases end a text there.
    if (to.find('\0') != std::string::npos) errors_.push_back({field, "must not contain the character U+0000"});
}

void JsonReader::take(const char* field, const nlohmann::json& value, std::int64_t& to) {
    constexpr auto kLargest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (!value.is_number_integer() || (value.is_number_unsigned() && value.get<std::uint64_t>() > kLargest)) {
        errors_.push_back({field, "must be an integer"});
        return;
    }
    to = value.get<std::int64_t>();
}

void JsonReader::take(const char* field, const nlohmann::json& value, double& to) {
    if (!value.is_number()) {
        errors_.push_back({field, "must be a number"});
        return;
    }
    to = value.get<double>();
}

void JsonReader::take(const char* field, const nlohmann::json& value, bool& to) {
    if (!value.is_boolean()) {
        errors_.push_back({field, "must be true or false"});
        return;
    }
    to = value.get<bool>();
}

void JsonReader::take(const char* field, const nlohmann::json& value, Decimal& to) {
    const std::optional<Decimal> decimal = value.is_string() ? Decimal::parse(value.get<std::string>()) : std::nullopt;
    if (!decimal) {
        errors_.push_back({field, "must be a decimal number as a string, such as \"12.50\""});
        return;
    }
    to = *decimal;
}

}  // namespace @{module}
