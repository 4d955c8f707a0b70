// What the service does before it has any entity.

#include <string>

#include "domain/decimal.hpp"
#include "domain/rules.hpp"
#include "infrastructure/migrate.hpp"
#include "infrastructure/resources.hpp"
#include "support/test_service.hpp"

using namespace app;

namespace {

void test_decimals() {
    for (const char* text : {"0", "12", "-0.5", "12.34", "99999999999999.9999"})
        expect(Decimal::parse(text) && Decimal::parse(text)->to_string() == text, std::string(text) + " is read and written");
    expect(Decimal::parse("1.5000")->to_string() == "1.5", "zeros that say nothing are left out");
    expect(*Decimal::parse("-1.5") < *Decimal::parse("-1.4999"), "decimals compare");
    for (const char* text : {"", "-", ".5", "5.", "1e3", "+1", " 1", "1.23456", "123456789012345", "1.-5"})
        expect(!Decimal::parse(text), std::string("'") + text + "' is no decimal");
}

void test_rules() {
    expect(length_of("a\xC3\xA4\xE2\x82\xAC") == 3, "characters are counted, not bytes");
    expect(is_uuid("123e4567-e89b-12d3-a456-426614174000"), "a UUID");
    expect(!is_uuid("123E4567-E89B-12D3-A456-426614174000") && !is_uuid("123e4567"), "no UUID");
    expect(is_datetime("2024-02-29T23:59:59Z"), "a time");
    for (const char* text : {"2023-02-29T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01", "2024-01-01T00:00:00+01:00"})
        expect(!is_datetime(text), std::string(text) + " is no time");
}

void test_migrations(Database& database) {
    const auto rows = database.query("SELECT name FROM schema_migrations");
    expect(rows.size() == migrations().size(), "every migration has run once");
}

}  // namespace

int main() {
    test_decimals();
    test_rules();
    TestService service;
    test_migrations(service.database());
    expect(service.http().Get("/health")->status == 200, "it is healthy");
    const httplib::Result document = service.http().Get("/openapi.json");
    expect(nlohmann::json::parse(document->body).at("openapi") == "3.0.3", "it describes itself");
    expect(service.http().Get("/nothing")->status == 404, "what there is not is not found");
@if auth
    httplib::Client stranger(service.url());
    expect(stranger.Get("/nothing")->status == 401, "without a key nothing is told");
    expect(stranger.Get("/nothing", {{"X-API-Key", "key-of-the-tesT"}})->status == 401, "nor with a wrong one");
    expect(stranger.Get("/nothing", {{"X-API-Key", "another-key"}})->status == 404, "every key of the list is one");
    expect(stranger.Get("/health")->status == 200, "health is for everybody");
    expect(stranger.Get("/openapi.json")->status == 200, "the description is for everybody");
@end
    const std::string exported = service.exported();
    expect_all(exported, {"GET /openapi.json", "http.server.request.duration", "SELECT schema_migrations"});
    expect(exported.find("\"/health\"") == std::string::npos, "health is asked for too often to be recorded");
    return failures;
}
