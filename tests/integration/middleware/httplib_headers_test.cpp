// cpp-httplib percent-decodes header values; for baggage that has to be undone.

#include "telemetryflow/middleware/httplib_headers.hpp"

#include <gtest/gtest.h>

#include "telemetryflow/domain/baggage.hpp"

namespace telemetryflow::tests {
namespace {

std::string read(const std::string& name, const std::string& value) {
    const httplib::Headers headers{{name, value}};
    std::string found;
    HttplibHeaders(headers).get_all("baggage", [&](std::string_view text) { found = text; });
    return found;
}

TEST(HttplibHeadersTest, BaggageIsEncodedAgain) {
    const struct {
        const char* decoded;
        const char* encoded;
    } cases[] = {
        {"a=1,b=2;p=x", "a=1,b=2;p=x"},
        {"user=J\xC3\xBCrgen M", "user=J%C3%BCrgen%20M"},
        {"a = 1 , b= x y ;p", "a = 1 , b= x%20y ;p"},
        {"a=100%", "a=100%25"},
        {"a=\"q\\\"", "a=%22q%5C%22"},
        {"", ""},
    };
    for (const auto& [decoded, encoded] : cases)
        EXPECT_EQ(read("Baggage", decoded), encoded) << decoded;
    EXPECT_EQ(Baggage::from_header(read("baggage", "user=J\xC3\xBCrgen M")).get("user"), "J\xC3\xBCrgen M");
}

TEST(HttplibHeadersTest, GivesEveryValueInItsOrder) {
    const httplib::Headers headers{{"TraceState", "a=1"}, {"tracestate", "b=2"}, {"other", "x"}};
    std::vector<std::string> values;
    HttplibHeaders(headers).get_all("tracestate", [&](std::string_view value) { values.emplace_back(value); });
    EXPECT_EQ(values, (std::vector<std::string>{"a=1", "b=2"}));
}

}  // namespace
}  // namespace telemetryflow::tests
