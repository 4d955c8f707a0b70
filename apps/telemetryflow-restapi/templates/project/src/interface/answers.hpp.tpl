#pragma once

// How this service answers: JSON, and errors as {"error": "...", "fields": {...}}.

#include <string>

#include <httplib.h>
#include <nlohmann/json.hpp>

#include "domain/field_error.hpp"

namespace @{module} {

void answer(httplib::Response& response, int status, const nlohmann::json& body);
void answer_error(httplib::Response& response, int status, const std::string& what);
void answer_invalid(httplib::Response& response, const FieldErrors& errors);

}  // namespace @{module}
