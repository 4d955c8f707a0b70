#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/interface/builder/builders.hpp"

namespace telemetryflow {
namespace {

const std::string kCanary = "canary-7f3a";

std::string error_of(const TelemetryFlowBuilder& builder) {
    try {
        (void)builder.build_config();
    } catch (const std::exception& error) {
        return error.what();
    }
    return {};
}

// Each case breaks something around a secret, so that a message is written while the secret is at hand.
TEST(BuilderSecrecyTest, NoErrorShowsASecret) {
    std::vector<TelemetryFlowBuilder> broken;
    const auto next = [&]() -> TelemetryFlowBuilder& {
        broken.push_back(test::builder_with({}));
        return broken.back();
    };
    next().with_api_key("tfk_id", kCanary);
    next().with_api_key(kCanary, "tfs_x");
    next().with_api_key("tfk_id", "tfs_" + kCanary + "\n");
    next().with_api_key("tfk_" + kCanary + " ", "tfs_x");
    next().with_api_key("tfs_" + kCanary, "tfk_id");
    next().with_endpoint("http://user:" + kCanary + "@host");
    next().with_endpoint("https://host/?token=" + kCanary);
    next().with_endpoint("tfs_" + kCanary + "!");
    next().with_header("x-token", kCanary + "\r\n");
    next().with_header("authorization", kCanary);
    next().with_service("", "").with_header("x-token", kCanary);
    next().with_traces_endpoint("traces?token=" + kCanary);
    next().with_collector_id("tfs_" + kCanary + "\n");
    for (const char* name : {"TELEMETRYFLOW_API_KEY_SECRET", "TELEMETRYFLOW_API_KEY_ID", "TELEMETRYFLOW_HEADERS",
                             "OTEL_EXPORTER_OTLP_HEADERS", "TELEMETRYFLOW_RESOURCE_ATTRIBUTES"}) {
        broken.push_back(test::builder_with({{name, kCanary + "%"}}));
        broken.back().with_auto_configuration();
    }
    for (std::size_t i = 0; i < broken.size(); ++i) {
        const auto error = error_of(broken[i]);
        EXPECT_FALSE(error.empty()) << i;
        EXPECT_EQ(error.find(kCanary), std::string::npos) << i << ": " << error;
    }
}

TEST(BuilderSecrecyTest, NoSettingShowsASecretThatStandsInTheWrongPlace) {
    auto builder = test::builder_with({{"TELEMETRYFLOW_RESOURCE_ATTRIBUTES", "tfs_" + kCanary + "=1"}});
    builder.with_auto_configuration().with_header("tfs_" + kCanary, "1").with_collector_id("tfs_" + kCanary);
    for (const ConfigSetting& setting : builder.effective_config().settings)
        EXPECT_EQ((setting.key + setting.value).find(kCanary), std::string::npos) << setting.key;
}

}  // namespace
}  // namespace telemetryflow
