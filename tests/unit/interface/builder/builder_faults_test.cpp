#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "unit/interface/builder/builders.hpp"

namespace telemetryflow {
namespace {

using namespace std::chrono_literals;
using test::complete_builder;
using test::faults_of;
using test::names_once;

TEST(BuilderFaultsTest, NamesAllThatIsMissingAndHowToMendIt) {
    const auto faults = faults_of(test::builder_with({}));
    EXPECT_EQ(faults, (std::vector<std::string>{
                          "API key ID is required: call with_api_key(id, secret) or set TELEMETRYFLOW_API_KEY_ID",
                          "API key secret is required: call with_api_key(id, secret) or set "
                          "TELEMETRYFLOW_API_KEY_SECRET",
                          "service_name is required: call with_service(name) or set TELEMETRYFLOW_SERVICE_NAME"}));
}

TEST(BuilderFaultsTest, JoinsAllFaultsInOneErrorUnderTheCommonRoot) {
    auto builder = test::builder_with({{"TELEMETRYFLOW_TIMEOUT", "soon"}});
    builder.with_auto_configuration()
        .with_api_key("id", "")
        .with_endpoint("host:0")
        .with_rate_limit(-1)
        .with_batch_settings(0s, 0);
    try {
        (void)builder.build_config();
        FAIL() << "a broken builder was accepted";
    } catch (const TelemetryFlowError& error) {
        EXPECT_EQ(error.code(), ErrorCode::IncompleteBuilder);
        const std::string text = error.what();
        for (const char* part : {"with_rate_limit()", "TELEMETRYFLOW_TIMEOUT", "API key ID must start with 'tfk_'",
                                 "API key secret is required", "endpoint 'host:0'", "batch_timeout", "batch_max_size",
                                 "service_name is required", "; "}) {
            EXPECT_NE(text.find(part), std::string::npos) << part << " in " << text;
        }
    }
    EXPECT_EQ(faults_of(builder).size(), 8U);
}

// Defects P-16 and P-17 of the family: zero and empty arguments were ignored, or raised another error.
TEST(BuilderFaultsTest, TakesZeroAndEmptyArgumentsSeriously) {
    EXPECT_TRUE(faults_of(std::move(complete_builder().with_rate_limit(0))).empty());
    EXPECT_TRUE(names_once(faults_of(std::move(complete_builder().with_batch_settings(std::nullopt, 0))),
                           {"batch_max_size", "at least 1", "got 0"}));
    EXPECT_TRUE(names_once(faults_of(std::move(complete_builder().with_timeout(0ms))), {"timeout", "got 0 ms"}));
    EXPECT_TRUE(
        names_once(faults_of(std::move(complete_builder().with_retry(true, 3, 0ms))), {"retry_backoff", "0 ms"}));
    EXPECT_TRUE(names_once(faults_of(std::move(complete_builder().with_endpoint(""))), {"endpoint is required"}));
    EXPECT_TRUE(names_once(faults_of(std::move(complete_builder().with_service(""))), {"service_name is required"}));
}

// Defect G-12 of the family: an empty version or environment overwrote the default.
TEST(BuilderFaultsTest, RefusesAnEmptyVersionAndEnvironment) {
    EXPECT_TRUE(
        names_once(faults_of(std::move(complete_builder().with_service("s", ""))), {"with_service()", "version"}));
    EXPECT_TRUE(names_once(faults_of(std::move(complete_builder().with_environment(""))), {"with_environment()"}));
}

TEST(BuilderFaultsTest, RefusesNumbersThatWouldWrapAround) {
    EXPECT_TRUE(names_once(faults_of(std::move(complete_builder().with_rate_limit(-1))), {"with_rate_limit()", "-1"}));
    EXPECT_TRUE(names_once(faults_of(std::move(complete_builder().with_retry(true, -1))), {"with_retry()", "-1"}));
    EXPECT_TRUE(names_once(faults_of(std::move(complete_builder().with_cardinality_limit(1LL << 32))),
                           {"with_cardinality_limit()", "4294967295", "4294967296"}));
    EXPECT_TRUE(names_once(faults_of(std::move(complete_builder().with_buffer_size(-1))),
                           {"with_buffer_size()", "9223372036854775807"}));
    EXPECT_TRUE(names_once(faults_of(std::move(complete_builder().with_batch_bytes(-1))), {"with_batch_bytes()"}));
    EXPECT_EQ(faults_of(std::move(complete_builder().with_grpc_message_sizes(-1, -1))).size(), 2U);
}

TEST(BuilderFaultsTest, NeedsNoKeyWhereNoneIsUsed) {
    auto otlp = test::builder_with({});
    otlp.with_backend_profile(BackendProfile::Otlp).with_endpoint("localhost:4317").with_service("s");
    EXPECT_FALSE(otlp.build_config().credentials);
    auto off = test::builder_with({});
    off.with_signals({.metrics = false, .logs = false, .traces = false});
    EXPECT_FALSE(off.build_config().credentials);
}

TEST(BuilderFaultsTest, ChecksAKeyThatIsGivenThoughNoneIsNeeded) {
    auto builder = test::builder_with({});
    builder.with_backend_profile(BackendProfile::Otlp).with_service("s").with_api_key("tfk_id", "");
    EXPECT_TRUE(names_once(faults_of(builder), {"API key secret is required"}));
}

TEST(BuilderFaultsTest, RefusesAKeyInPlaintextToAnotherMachine) {
    auto builder = complete_builder();
    builder.with_endpoint("http://collector:4317");
    EXPECT_TRUE(names_once(faults_of(builder), {"plaintext", "collector"}));
    builder.with_plaintext_credentials_allowed();
    EXPECT_TRUE(faults_of(builder).empty());
}

}  // namespace
}  // namespace telemetryflow
