#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/domain/config/samples.hpp"

namespace telemetryflow {
namespace {

using test::names_once;

std::vector<std::string> faults_of(const std::string& name, const std::string& value) {
    auto config = test::valid_config();
    config.headers = {{name, value}};
    return config.validate();
}

TEST(HeaderValidationTest, AcceptsTokensWithPrintableValues) {
    EXPECT_TRUE(faults_of("x-tenant", "a b\tc=d,e;f").empty());
    EXPECT_TRUE(faults_of("X-Empty", "").empty());
    EXPECT_TRUE(faults_of("User-Agent", "checkout/1.4").empty());
    EXPECT_TRUE(faults_of("traceparent!", "~").empty());
}

TEST(HeaderValidationTest, RefusesNamesThatAreNoTokens) {
    for (const char* name : {"", "a b", "a:", "a\r\nb", "\xc3\xa9", "x\"y"}) {
        EXPECT_TRUE(names_once(faults_of(name, "v"), {"headers:", "no header name", "with_header()"})) << name;
    }
}

TEST(HeaderValidationTest, RefusesValuesThatCouldSplitTheRequestAndDoesNotShowThem) {
    for (const std::string& value :
         {std::string("canary\r\nx: y"), std::string("canary\n"), std::string("canary\0", 7), std::string("canary\x7f"),
          std::string("canary\xc3\xa9"), std::string(" canary"), std::string("canary ")}) {
        const auto faults = faults_of("x-a", value);
        ASSERT_EQ(faults.size(), 1U);
        EXPECT_TRUE(names_once(faults, {"'x-a'", "value not shown"}));
        EXPECT_EQ(faults[0].find("canary"), std::string::npos);
    }
}

TEST(HeaderValidationTest, RefusesHeadersThatTheSdkWrites) {
    for (const char* name :
         {"authorization", "Authorization", "X-TelemetryFlow-Key-ID", "x-telemetryflow-anything", "Content-Type",
          "content-length", "Host", "TE", "grpc-timeout", "Transfer-Encoding", "Connection"}) {
        EXPECT_TRUE(names_once(faults_of(name, "v"), {"written by the SDK itself", name})) << name;
    }
}

TEST(HeaderValidationTest, LeavesAuthorizationToAUserWithoutAKey) {
    auto config = test::valid_config();
    config.credentials.reset();
    config.backend_profile = BackendProfile::Otlp;
    config.headers = {{"authorization", "Basic abc"}};
    EXPECT_TRUE(config.validate().empty());
}

TEST(HeaderValidationTest, RefusesANameGivenTwiceInAnyCase) {
    auto config = test::valid_config();
    config.headers = {{"x-a", "1"}, {"X-A", "2"}, {"x-b", "3"}};
    EXPECT_TRUE(names_once(config.validate(), {"'X-A'", "more than once"}));
}

TEST(HeaderValidationTest, WantsIdentityThatFitsIntoHeaders) {
    for (auto field : {&TelemetryConfig::environment, &TelemetryConfig::collector_id, &TelemetryConfig::collector_name,
                       &TelemetryConfig::collector_hostname, &TelemetryConfig::datacenter}) {
        auto config = test::valid_config();
        config.*field = "a\r\nb";
        EXPECT_TRUE(names_once(config.validate(), {"travels in a header", "a\\x0d\\x0ab"}));
        config.*field = "";
        EXPECT_TRUE(config.validate().empty());
        config.*field = "Frankfurt 1";
        EXPECT_TRUE(config.validate().empty());
    }
}

}  // namespace
}  // namespace telemetryflow
