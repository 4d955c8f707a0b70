#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "infrastructure/config/environment_registry.hpp"

namespace telemetryflow::config {
namespace {

// To refresh the page, run this test with TELEMETRYFLOW_UPDATE_REFERENCE=1.
TEST(RegistryReferenceTest, ThePageOfTheDocumentationIsUpToDate) {
    if (std::getenv("TELEMETRYFLOW_UPDATE_REFERENCE") != nullptr) {
        std::ofstream(TF_ENVIRONMENT_REFERENCE) << registry_reference_markdown();
    }
    std::ifstream file(TF_ENVIRONMENT_REFERENCE);
    std::ostringstream page;
    page << file.rdbuf();
    EXPECT_EQ(page.str(), registry_reference_markdown())
        << "docs/reference/environment.md is stale; refresh it with\n  TELEMETRYFLOW_UPDATE_REFERENCE=1 "
           "unit_infrastructure_config --gtest_filter='RegistryReferenceTest.*'";
}

TEST(RegistryReferenceTest, HasARowForEveryVariable) {
    const auto page = registry_reference_markdown();
    for (const auto variables :
         {EnvironmentRegistry::telemetryflow_variables(), EnvironmentRegistry::opentelemetry_variables()}) {
        for (const auto& variable : variables) {
            EXPECT_NE(page.find("| `" + std::string(variable.name) + "` | "), std::string::npos) << variable.name;
            EXPECT_EQ(variable.description.find('|'), std::string::npos) << variable.name;
            EXPECT_EQ(variable.accepts.find('|'), std::string::npos) << variable.name;
        }
    }
}

}  // namespace
}  // namespace telemetryflow::config
