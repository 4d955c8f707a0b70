@if telemetry
// @{entity} over HTTP: what is kept, what is refused, and what is recorded of it.
@else
// @{entity} over HTTP: what is kept, and what is refused.
@end

#include <cmath>
#include <cstdint>
#include <string>

#include "support/test_service.hpp"

using namespace @{module};

namespace {

const nlohmann::json kWhole{
@each field
    {"@{name}", @{sample}},
@end
};

nlohmann::json without_id(nlohmann::json body) {
    body.erase("id");
    return body;
}

std::string create(TestService& service) {
    const httplib::Result created = service.post("/@{table}", kWhole);
    expect(created->status == 201, "one is created: " + created->body);
    const auto told = nlohmann::json::parse(created->body);
    expect(without_id(told) == kWhole, "it is told as it was sent");
    const std::string path = "/@{table}/" + std::to_string(told.value("id", 0));
    expect(created->get_header_value("Location") == path, "where it is is told");
    return path;
}

void test_keeps_what_it_is_sent(TestService& service, const std::string& path) {
    const httplib::Result found = service.http().Get(path.c_str());
    expect(found->status == 200, "it is found");
    expect(without_id(nlohmann::json::parse(found->body)) == kWhole, "it is as it was sent: " + found->body);
    nlohmann::json changed = kWhole;
@each field
@if !required
    changed["@{name}"] = nullptr;
@end
@end
    expect(service.put(path, changed)->status == 200, "it is updated");
    const httplib::Result again = service.http().Get(path.c_str());
    expect(without_id(nlohmann::json::parse(again->body)) == changed, "it is as it was updated: " + again->body);
}

void test_lists_in_pages(TestService& service) {
    for (int i = 0; i < 2; ++i)
        create(service);
    const auto list = nlohmann::json::parse(service.http().Get("/@{table}?limit=2&offset=1")->body);
    expect(list.at("total") == 3 && list.at("items").size() == 2, "a page of all: " + list.dump());
    expect(list.at("items")[0].at("id") < list.at("items")[1].at("id"), "by id");
    for (const char* wrong : {"limit=0", "limit=101", "limit=x", "offset=-1", "limit="})
        expect(service.http().Get((std::string("/@{table}?") + wrong).c_str())->status == 400, std::string(wrong) + " is refused");
}

void refused(TestService& service, const nlohmann::json& body, const char* field, const std::string& what) {
    const httplib::Result answered = service.post("/@{table}", body);
    expect(answered->status == 422, std::string(field) + " is refused: " + body.dump());
    const auto told = nlohmann::json::parse(answered->body);
    expect(told.contains("fields") && told.at("fields").value(field, "") == what, "it is told why: " + answered->body);
}

void with(TestService& service, const char* field, const nlohmann::json& value, const std::string& what) {
    nlohmann::json body = kWhole;
    body[field] = value;
    refused(service, body, field, what);
}

@if has_required
void without(TestService& service, const char* field) {
    nlohmann::json body = kWhole;
    body.erase(field);
    refused(service, body, field, "is required");
}

@end
void test_refuses_what_breaks_a_rule(TestService& service) {
    with(service, "no_field", 1, "is no field");
@each field
@if required
    without(service, "@{name}");
@end
@end
@each violation
    with(service, "@{name}", @{value}, "@{what|cpp}");
@end
    expect(service.http().Post("/@{table}", "{", "application/json")->status == 400, "what is no JSON is refused");
    expect(service.http().Post("/@{table}", "[]", "application/json")->status == 400, "what is no object is refused");
}

void test_tells_what_there_is_not(TestService& service, const std::string& path) {
    expect(service.http().Delete(path.c_str())->status == 204, "it is deleted");
    expect(service.http().Delete(path.c_str())->status == 404, "but once");
    expect(service.http().Get(path.c_str())->status == 404, "it is gone");
    expect(service.put(path, kWhole)->status == 404, "it cannot be updated");
    expect(service.http().Get("/@{table}/x")->status == 404, "what is no id is not found");
}

}  // namespace

int main() {
    TestService service;
    const std::string path = create(service);
    test_keeps_what_it_is_sent(service, path);
    test_lists_in_pages(service);
    test_refuses_what_breaks_a_rule(service);
    test_tells_what_there_is_not(service, path);
@if telemetry
    const std::string exported = service.exported();
    expect_all(exported, {"POST /@{table}", "GET /@{table}", "GET /@{table}/{id}", "PUT /@{table}/{id}", "DELETE /@{table}/{id}"});
    expect_all(exported, {"INSERT @{table}", "SELECT @{table}", "UPDATE @{table}", "DELETE @{table}"});
@end
    return failures;
}
