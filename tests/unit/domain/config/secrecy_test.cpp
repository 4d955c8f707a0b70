#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "unit/domain/config/samples.hpp"

namespace telemetryflow {
namespace {

constexpr const char* kCanary = "canary-7f3a";

TEST(SecrecyTest, APrintedConfigShowsNeitherSecretNorHeaderValues) {
    auto config = test::valid_config().with_custom_attribute("db.password", kCanary);
    config.headers = {{"x-tenant-token", kCanary}};
    std::ostringstream out;
    out << config;
    EXPECT_EQ(out.str().find(kCanary), std::string::npos) << out.str();
    for (const char* part : {"x-tenant-token", "checkout", "https://collector.example:4317", "grpc", "tfk_sample",
                             "[REDACTED]", "metrics, logs, traces", "gzip"}) {
        EXPECT_NE(out.str().find(part), std::string::npos) << part;
    }
}

TEST(SecrecyTest, APrintedConfigDoesNotShowAnInvalidEndpoint) {
    auto config = test::valid_config();
    config.credentials.reset();
    config.endpoint = std::string("http://user:") + kCanary + "@host";
    std::ostringstream out;
    out << config;
    EXPECT_EQ(out.str().find(kCanary), std::string::npos);
    EXPECT_NE(out.str().find("endpoint=[invalid]"), std::string::npos);
    EXPECT_NE(out.str().find("credentials=none"), std::string::npos);
}

// A secret that was put into the wrong argument must not come back in a message.
TEST(SecrecyTest, NoFaultShowsASecretThatLandedInAnotherField) {
    for (auto field : {&TelemetryConfig::endpoint, &TelemetryConfig::traces_endpoint, &TelemetryConfig::tls_server_name,
                       &TelemetryConfig::environment, &TelemetryConfig::collector_id, &TelemetryConfig::tls_ca_file}) {
        auto config = test::valid_config();
        config.*field = std::string(test::kKeySecret) + "\r" + std::string(1, '\0');
        const auto faults = config.validate();
        ASSERT_FALSE(faults.empty());
        for (const auto& fault : faults)
            EXPECT_EQ(fault.find(kCanary), std::string::npos) << fault;
    }
}

}  // namespace
}  // namespace telemetryflow
