#include "telemetryflow/known_variables.hpp"

#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "telemetryflow/builder.hpp"
#include "telemetryflow/prometheus_environment.hpp"

namespace telemetryflow {
namespace {

TEST(KnownVariablesTest, AreAllThatAreRead) {
    std::set<std::string> read;
    TelemetryFlowBuilder builder;
    builder.with_auto_configuration().with_environment_lookup([&read](const std::string& name) {
        read.insert(name);
        return std::nullopt;
    });
    (void)builder.effective_config();
    (void)prometheus_options_from_environment([&read](const std::string& name) {
        read.insert(name);
        return std::nullopt;
    });
    const std::vector<std::string> known = known_variables();
    EXPECT_EQ(std::set<std::string>(known.begin(), known.end()), read);
    EXPECT_EQ(known.size(), read.size()) << "each once";
    for (const char* name : {"TELEMETRYFLOW_CONFIG_FILE", "TELEMETRYFLOW_BATCH_SIZE", "OTEL_SERVICE_NAME", "ENV"})
        EXPECT_TRUE(read.contains(name)) << name;
}

TEST(KnownVariablesTest, OurOwnComeFirst) {
    const std::vector<std::string> known = known_variables();
    EXPECT_TRUE(std::is_partitioned(known.begin(), known.end(),
                                    [](const std::string& name) { return !name.starts_with("OTEL_"); }));
}

}  // namespace
}  // namespace telemetryflow
