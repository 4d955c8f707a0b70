#include <functional>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "telemetryflow/domain/errors.hpp"

#include "unit/domain/config/samples.hpp"

namespace telemetryflow {
namespace {

using test::names_once;
using test::valid_config;

TEST(ValidationTest, FindsNothingInAValidConfig) {
    EXPECT_EQ(valid_config().validate(), std::vector<std::string>{});
}

TEST(ValidationTest, NamesEveryFaultOfAnEmptyConfig) {
    const auto faults = TelemetryConfig{}.validate();
    EXPECT_TRUE(names_once(faults, {"credentials are required", "with_api_key", "TELEMETRYFLOW_API_KEY_ID"}));
    EXPECT_TRUE(names_once(faults, {"endpoint is required", "with_endpoint()"}));
    EXPECT_TRUE(names_once(faults, {"service_name is required", "with_service(name)"}));
    EXPECT_EQ(faults.size(), 3U);
}

TEST(ValidationTest, GathersFaultsOfAllGroupsInOneError) {
    auto config = valid_config();
    config.timeout = TelemetryConfig::Duration(0);
    config.batch_max_size = 0;
    config.sampler.ratio = 2;
    config.traces_endpoint = "no-slash";
    config.service_name = " ";
    EXPECT_EQ(config.validate().size(), 5U);
    try {
        (void)TelemetryConfig::create(Credentials(test::kKeyId, test::kKeySecret), "", "");
        FAIL() << "an empty endpoint and name were accepted";
    } catch (const ConfigError& error) {
        EXPECT_EQ(error.faults().size(), 2U);
        EXPECT_EQ(error.code(), ErrorCode::InvalidConfig);
        EXPECT_NE(std::string(error.what()).find("endpoint is required"), std::string::npos);
        EXPECT_NE(std::string(error.what()).find("service_name is required"), std::string::npos);
    }
}

TEST(ValidationTest, NeedsNoKeyInTheOtlpProfileAndNothingWhenAllSignalsAreOff) {
    auto config = valid_config();
    config.credentials.reset();
    EXPECT_EQ(config.validate().size(), 1U);
    config.backend_profile = BackendProfile::Otlp;
    EXPECT_TRUE(config.validate().empty());
    config.backend_profile = BackendProfile::TelemetryFlow;
    config = config.with_signals(false, false, false);
    config.service_name.clear();
    EXPECT_TRUE(config.validate().empty());
}

TEST(ValidationTest, RefusesABadEndpointWithItsReason) {
    auto config = valid_config();
    config.endpoint = "host:99999";
    EXPECT_TRUE(names_once(config.validate(), {"endpoint", "'host:99999'", "port", "host:port"}));
    config.endpoint = "http://user:hunter2@host";
    const auto faults = config.validate();
    EXPECT_TRUE(names_once(faults, {"endpoint [REDACTED]", "user information"}));
    EXPECT_EQ(faults.front().find("hunter2"), std::string::npos);
}

TEST(ValidationTest, RefusesAPathOfAGrpcEndpoint) {
    auto config = valid_config();
    config.endpoint = "https://host/otlp";
    EXPECT_TRUE(names_once(config.validate(), {"endpoint", "'/otlp'", "gRPC"}));
    EXPECT_TRUE(config.with_http().validate().empty());
}

struct PlaintextCase {
    const char* endpoint;
    bool insecure;
    bool allowed;
};

class Plaintext : public testing::TestWithParam<PlaintextCase> {};

TEST_P(Plaintext, IsAllowedForAKeyOnlyWhereItCannotLeak) {
    auto config = valid_config();
    config.endpoint = GetParam().endpoint;
    config.insecure = GetParam().insecure;
    const auto faults = config.validate();
    EXPECT_EQ(faults.empty(), GetParam().allowed);
    if (!GetParam().allowed) {
        EXPECT_TRUE(names_once(faults, {"insecure", "plaintext", "with_plaintext_credentials_allowed()"}));
        config.allow_plaintext_credentials = true;
        EXPECT_TRUE(config.validate().empty());
    }
}

INSTANTIATE_TEST_SUITE_P(
    ValidationTest, Plaintext,
    testing::Values(PlaintextCase{"host:4317", false, true}, PlaintextCase{"host:4317", true, false},
                    PlaintextCase{"http://host", false, false}, PlaintextCase{"https://host", true, true},
                    PlaintextCase{"localhost:4317", true, true}, PlaintextCase{"http://127.0.0.1", false, true},
                    PlaintextCase{"http://[::1]:4317", false, true},
                    PlaintextCase{"http://localhost.evil.example", false, false},
                    PlaintextCase{"http://10.0.0.1", false, false}));

TEST(ValidationTest, LetsPlaintextWithoutAKeyPass) {
    auto config = valid_config();
    config.credentials.reset();
    config.backend_profile = BackendProfile::Otlp;
    config.endpoint = "http://host:4317";
    EXPECT_TRUE(config.validate().empty());
}

TEST(ValidationTest, WantsClientCertificateAndKeyTogether) {
    auto config = valid_config();
    config.tls_client_cert_file = "cert.pem";
    EXPECT_TRUE(names_once(config.validate(), {"tls_client_cert_file is set without tls_client_key_file",
                                               "with_tls_client_certificate()"}));
    config.tls_client_key_file = "key.pem";
    EXPECT_TRUE(config.validate().empty());
    config.tls_client_cert_file.clear();
    EXPECT_TRUE(names_once(config.validate(), {"tls_client_key_file is set without tls_client_cert_file"}));
}

TEST(ValidationTest, ChecksTlsNames) {
    auto config = valid_config();
    config.tls_server_name = "collector.internal";
    EXPECT_TRUE(config.validate().empty());
    for (const char* bad : {"host:443", "https://host", "host/path", "a b"}) {
        config.tls_server_name = bad;
        EXPECT_TRUE(names_once(config.validate(), {"tls_server_name", bad})) << bad;
    }
    config.tls_server_name.clear();
    config.tls_ca_file = std::string("ca\0.pem", 7);
    EXPECT_TRUE(names_once(config.validate(), {"tls_ca_file", "NUL"}));
}

TEST(ValidationTest, RefusesRatiosOutsideZeroToOne) {
    auto config = valid_config();
    for (const double good : {0.0, 0.5, 1.0}) {
        config.sampler.ratio = good;
        EXPECT_TRUE(config.validate().empty()) << good;
    }
    for (const double bad :
         {-0.1, 1.1, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
        config.sampler.ratio = bad;
        EXPECT_TRUE(names_once(config.validate(), {"sampler.ratio", "from 0 to 1", "with_sampler()"})) << bad;
    }
}

TEST(ValidationTest, RefusesRatiosOfDelegatesOutsideZeroToOne) {
    auto config = valid_config();
    config.sampler.local_parent_sampled = {SamplerConfig::Kind::TraceIdRatio, 1.5};
    EXPECT_TRUE(names_once(config.validate(), {"sampler.local_parent_sampled.ratio", "from 0 to 1", "got 1.5"}));
    config.sampler.local_parent_sampled.ratio = 0.5;
    EXPECT_TRUE(config.validate().empty());
    config.sampler.remote_parent_not_sampled.ratio = std::numeric_limits<double>::quiet_NaN();
    EXPECT_TRUE(names_once(config.validate(), {"sampler.remote_parent_not_sampled.ratio"}));
}

TEST(ValidationTest, WantsFiniteStrictlyIncreasingBoundaries) {
    auto config = valid_config();
    for (const std::vector<double>& good : {std::vector<double>{}, {1}, {-1, 0, 0.5}}) {
        config.histogram_boundaries = good;
        EXPECT_TRUE(config.validate().empty());
    }
    config.histogram_boundaries = {1, 1};
    EXPECT_TRUE(names_once(config.validate(), {"histogram_boundaries", "strictly increasing", "1 before 1"}));
    config.histogram_boundaries = {2, 1, 0};
    EXPECT_TRUE(names_once(config.validate(), {"histogram_boundaries", "2 before 1"}));
    config.histogram_boundaries = {1, std::numeric_limits<double>::infinity()};
    EXPECT_TRUE(names_once(config.validate(), {"histogram_boundaries", "finite", "inf"}));
    config.histogram_boundaries = {std::numeric_limits<double>::quiet_NaN()};
    EXPECT_TRUE(names_once(config.validate(), {"histogram_boundaries", "finite", "nan"}));
}

TEST(ValidationTest, RefusesEmptyKeysOfAttributesAndTags) {
    auto config = valid_config();
    config.custom_attributes[""] = "x";
    config.collector_tags[""] = "y";
    const auto faults = config.validate();
    EXPECT_TRUE(names_once(faults, {"custom_attributes", "empty key"}));
    EXPECT_TRUE(names_once(faults, {"collector_tags", "empty key"}));
}

}  // namespace
}  // namespace telemetryflow
