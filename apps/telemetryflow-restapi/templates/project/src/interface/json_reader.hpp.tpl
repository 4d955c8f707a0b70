#pragma once

// Reads the fields of a request's body, and collects all that is wrong with them. Lives as long as one request.

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include <nlohmann/json.hpp>

#include "domain/decimal.hpp"
#include "domain/field_error.hpp"

namespace @{module} {

class JsonReader {
public:
    /// Throws BadRequest when `body` is no JSON object.
    explicit JsonReader(const std::string& body);

    /// Reads a field that must be given.
    template <class T>
    void read(const char* field, T& to) {
        const nlohmann::json* value = find(field);
        if (value == nullptr) {
            errors_.push_back({field, "is required"});
        } else {
            take(field, *value, to);
        }
    }
    /// Reads a field that may be left out, or null.
    template <class T>
    void read(const char* field, std::optional<T>& to) {
        const nlohmann::json* value = find(field);
        if (value != nullptr) take(field, *value, to.emplace());
    }
    /// Throws ValidationError when anything was wrong, fields that were not asked for included.
    void finish();

private:
    const nlohmann::json* find(const char* field);
    void take(const char* field, const nlohmann::json& value, std::string& to);
    void take(const char* field, const nlohmann::json& value, std::int64_t& to);
    void take(const char* field, const nlohmann::json& value, double& to);
    void take(const char* field, const nlohmann::json& value, bool& to);
    void take(const char* field, const nlohmann::json& value, Decimal& to);

    nlohmann::json body_;
    std::set<std::string> known_;
    FieldErrors errors_;
};

}  // namespace @{module}
