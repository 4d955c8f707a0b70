#include "interface/answers.hpp"

namespace @{module} {

void answer(httplib::Response& response, int status, const nlohmann::json& body) {
    response.status = status;
    response.set_content(body.dump(), "application/json");
}

void answer_error(httplib::Response& response, int status, const std::string& what) {
    answer(response, status, {{"error", what}});
}

void answer_invalid(httplib::Response& response, const FieldErrors& errors) {
    nlohmann::json fields = nlohmann::json::object();
    for (const FieldError& error : errors)
        fields[error.field] = error.what;
    answer(response, 422, {{"error", "invalid fields"}, {"fields", fields}});
}

}  // namespace @{module}
