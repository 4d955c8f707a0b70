// The file that docs/guides/configuration.md shows works, and fails with the messages that the guide shows.

#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "telemetryflow/config_file.hpp"

#include "support/temp_dir.hpp"
#include "unit/interface/builder/builders.hpp"

namespace telemetryflow {
namespace {

std::string guide() {
    std::ostringstream text;
    text << std::ifstream(TF_GUIDE).rdbuf();
    return text.str();
}

std::string file_of_the_guide() {
    const auto text = guide();
    const std::string fence = "```yaml\n";
    const auto start = text.find(fence) + fence.size();
    return text.substr(start, text.find("```", start) - start);
}

EffectiveConfig check(const std::string& text) {
    const test::TempDir folder;
    return validate_config_file(
        folder.write("telemetry.yaml", text),
        test::lookup_in({{"TELEMETRYFLOW_API_KEY_ID", "tfk_a"}, {"TELEMETRYFLOW_API_KEY_SECRET", "tfs_b"}}));
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(GuideFileTest, Works) {
    const auto checked = check(file_of_the_guide());
    EXPECT_TRUE(checked.faults.empty()) << checked.faults.front();
    EXPECT_TRUE(checked.warnings.empty());
    for (const auto& setting : checked.settings) {
        if (setting.key != "endpoint.timeout") continue;
        EXPECT_EQ(setting.value, "10s");
        EXPECT_TRUE(setting.origin.where.ends_with("telemetry.yaml:10:12")) << setting.origin.where;
        EXPECT_NE(guide().find("`endpoint.timeout = 10s  #\n/etc/checkout/telemetry.yaml:10:12`"), std::string::npos);
    }
}

TEST(GuideFileTest, FailsWithTheMessagesOfTheGuide) {
    const auto faults = check(replaced(replaced(file_of_the_guide(), "timeout:", "timeuot:"), "sampler_ratio: 0.1",
                                       "sampler_ratio: 10"))
                            .faults;
    ASSERT_EQ(faults.size(), 2U);
    for (const auto& fault : faults) {
        const auto message = fault.substr(fault.find("telemetry.yaml"));
        EXPECT_NE(guide().find(message), std::string::npos) << message;
    }
}

}  // namespace
}  // namespace telemetryflow
