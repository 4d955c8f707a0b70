// What the service does before it has any entity.

@if rate_limit
#include <chrono>
@end
#include <string>

#include "domain/decimal.hpp"
#include "domain/rules.hpp"
#include "infrastructure/migrate.hpp"
#include "infrastructure/resources.hpp"
#include "support/test_service.hpp"

using namespace @{module};

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

@if cors

void test_pages_of_other_origins(TestService& service) {
    const httplib::Headers known{{"Origin", TestService::kOrigin}};
    const httplib::Headers unknown{{"Origin", "https://elsewhere.example"}};
    const httplib::Result allowed = service.http().Get("/health", known);
    expect(allowed->get_header_value("Access-Control-Allow-Origin") == TestService::kOrigin, "a known page may read");
    expect(!service.http().Get("/health", unknown)->has_header("Access-Control-Allow-Origin"), "an unknown one not");
    expect(!service.http().Get("/health")->has_header("Vary"), "who is no page is not told of pages");
    httplib::Client browser(service.url());
    httplib::Headers asks{{"Origin", TestService::kOrigin}, {"Access-Control-Request-Method", "POST"}};
    const httplib::Result told = browser.Options("/nothing", asks);
    expect(told->status == 204, "a browser asks without a key");
    expect(told->get_header_value("Access-Control-Allow-Methods").find("POST") != std::string::npos, "what it may do");
}
@end
@if rate_limit

void test_how_many_requests_a_caller_may_make() {
    RateLimit limit(2);
    const auto begin = std::chrono::steady_clock::now();
    expect(limit.wait_of("a", begin) == 0 && limit.wait_of("a", begin) == 0, "two may go on");
    expect(limit.wait_of("a", begin + std::chrono::seconds(10)) == 51, "the third has to wait");
    expect(limit.wait_of("b", begin) == 0, "another caller not");
    expect(limit.wait_of("a", begin + std::chrono::minutes(1)) == 0, "a minute later it may");
    RateLimit none(0);
    for (int i = 0; i < 1000; ++i)
        expect(none.wait_of("a", begin) == 0, "0 is no limit");
}
@end

}  // namespace

int main() {
    test_decimals();
    test_rules();
    TestService service;
    test_migrations(service.database());
    expect(service.http().Get("/health")->status == 200, "it is healthy");
@if openapi
    const httplib::Result document = service.http().Get("/openapi.json");
    expect(nlohmann::json::parse(document->body).at("openapi") == "3.0.3", "it describes itself");
@end
    expect(service.http().Get("/nothing")->status == 404, "what there is not is not found");
@if auth
    httplib::Client stranger(service.url());
    expect(stranger.Get("/nothing")->status == 401, "without a key nothing is told");
    expect(stranger.Get("/nothing", {{"X-API-Key", "key-of-the-tesT"}})->status == 401, "nor with a wrong one");
    expect(stranger.Get("/nothing", {{"X-API-Key", "another-key"}})->status == 404, "every key of the list is one");
    expect(stranger.Get("/health")->status == 200, "health is for everybody");
@if openapi
    expect(stranger.Get("/openapi.json")->status == 200, "the description is for everybody");
@end
@end
@if cors
    test_pages_of_other_origins(service);
@end
@if rate_limit
    test_how_many_requests_a_caller_may_make();
@end
@if telemetry
    const std::string exported = service.exported();
@if openapi
    expect_all(exported, {"GET /openapi.json"});
@end
    expect_all(exported, {"http.server.request.duration", "SELECT schema_migrations"});
    expect(exported.find("\"/health\"") == std::string::npos, "health is asked for too often to be recorded");
@end
    return failures;
}
