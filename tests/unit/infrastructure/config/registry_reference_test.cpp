#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "infrastructure/config/config_schema.hpp"
#include "infrastructure/config/environment_registry.hpp"
#include "infrastructure/config/option_registry.hpp"

namespace telemetryflow::config {
namespace {

// To refresh the files, run this test with TELEMETRYFLOW_UPDATE_REFERENCE=1.
TEST(RegistryReferenceTest, TheFilesOfTheDocumentationAreUpToDate) {
    for (const auto& [name, generated] : {std::pair("environment.md", registry_reference_markdown()),
                                          std::pair("config-file.md", config_file_reference_markdown()),
                                          std::pair("telemetryflow.schema.json", config_schema())}) {
        const auto path = std::string(TF_REFERENCE "/") + name;
        if (std::getenv("TELEMETRYFLOW_UPDATE_REFERENCE") != nullptr) std::ofstream(path) << generated;
        std::ifstream file(path);
        std::ostringstream committed;
        committed << file.rdbuf();
        // Not by EXPECT_EQ, which would print both.
        EXPECT_TRUE(committed.str() == generated)
            << "docs/reference/" << name
            << " is stale; refresh it with\n  TELEMETRYFLOW_UPDATE_REFERENCE=1 unit_infrastructure_config "
               "--gtest_filter='RegistryReferenceTest.*'";
    }
}

TEST(RegistryReferenceTest, HasARowForEveryKey) {
    const auto page = config_file_reference_markdown();
    for (const auto& row : option_rows()) {
        if (!row.key.empty()) {
            EXPECT_NE(page.find("| `" + std::string(row.key) + "` | "), std::string::npos) << row.key;
        }
    }
    for (const auto& other : file_only_keys())
        EXPECT_NE(page.find("| `" + std::string(other.key) + "` | "), std::string::npos) << other.key;
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
