#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/domain/config/samples.hpp"

namespace telemetryflow {
namespace {

using test::names_once;
using test::valid_config;

TEST(PathValidationTest, AcceptsAbsolutePaths) {
    for (const char* path : {"/", "/custom/traces", "/v1/traces", "/a%20b", "/v2/x-y_z~"}) {
        EXPECT_TRUE(valid_config().with_traces_endpoint(path).validate().empty()) << path;
    }
}

TEST(PathValidationTest, RefusesAnythingElse) {
    for (const char* path : {"traces", "http://host/v2/traces", "/a b", "/a\r\nb", "/\xc3\xa9"}) {
        EXPECT_TRUE(
            names_once(valid_config().with_traces_endpoint(path).validate(), {"traces_endpoint", "starts with"}))
            << path;
        EXPECT_TRUE(names_once(valid_config().with_metrics_endpoint(path).validate(), {"metrics_endpoint"})) << path;
        EXPECT_TRUE(names_once(valid_config().with_logs_endpoint(path).validate(), {"logs_endpoint"})) << path;
    }
}

TEST(PathValidationTest, DoesNotShowAQuery) {
    const auto faults = valid_config().with_logs_endpoint("/v2/logs?token=canary").validate();
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults[0].find("canary"), std::string::npos);
}

TEST(PathValidationTest, RefusesV1PathsWhereOnlyV2IsAllowed) {
    const auto v2_only = valid_config().with_v2_only();
    EXPECT_TRUE(v2_only.validate().empty());
    for (const char* path : {"/v1/traces", "/base/v1", "/v1"}) {
        EXPECT_TRUE(names_once(v2_only.with_traces_endpoint(path).validate(), {"traces_endpoint", "no /v1 path", path}))
            << path;
    }
    for (const char* path : {"/v10/traces", "/v2/v1x", "/custom"}) {
        EXPECT_TRUE(v2_only.with_traces_endpoint(path).validate().empty()) << path;
    }
}

TEST(PathValidationTest, RefusesV2OnlyTogetherWithItsOpposites) {
    EXPECT_TRUE(names_once(valid_config().with_v2_only().with_v2_api(false).validate(), {"v2_only", "use_v2_api"}));
    EXPECT_TRUE(valid_config().with_v2_api(false).with_v2_only().validate().empty());
    auto config = valid_config().with_v2_only();
    config.backend_profile = BackendProfile::Otlp;
    EXPECT_TRUE(names_once(config.validate(), {"v2_only", "otlp profile"}));
}

}  // namespace
}  // namespace telemetryflow
