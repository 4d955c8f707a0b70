// examples/config_file: a program that knows nothing of its file is configured by it, as the component is linked by
// users.

#include <string>

#include "integration/examples/example_run.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::tests {
namespace {

const std::string kFiles = EXAMPLE_CONFIG_FILES "/";

Program::Environment key_and(const std::string& file) {
    return {{"TELEMETRYFLOW_API_KEY_ID", "tfk_test"},
            {"TELEMETRYFLOW_API_KEY_SECRET", "tfs_test"},
            {"TELEMETRYFLOW_CONFIG_FILE", file}};
}

TEST(ConfigFileExampleTest, ReportsWhereAFileAloneSays) {
    const testing::LocalBackend backend({"--require-key", "tfk_file:tfs_file"});
    const test::TempDir folder;
    const auto file = folder.write("telemetry.yaml",
                                   "service: {name: night-shift, version: '3', environment: test}\n"
                                   "credentials: {key_id: tfk_file, key_secret: tfs_file}\n"
                                   "endpoint: {address: '" +
                                       backend.grpc_endpoint() +
                                       "', insecure: true}\n"
                                       "resource_attributes: {team: imports}\n");
    Program program(EXAMPLE_CONFIG_FILE, {}, {{"TELEMETRYFLOW_CONFIG_FILE", file}});
    ASSERT_EQ(program.wait(), 0) << program.output();
    expect_no_loss(program);
    const json spans = items(backend, "spans?service=night-shift");
    ASSERT_EQ(spans.size(), 1U);
    EXPECT_EQ(spans[0].at("name"), "nightly import");
    const json resource = spans[0].at("resource");
    EXPECT_EQ(resource.at("service.version"), "3");
    EXPECT_EQ(resource.at("deployment.environment.name"), "test");
    EXPECT_EQ(resource.at("team"), "imports");
    EXPECT_EQ(items(backend, "logs?service=night-shift").size(), 1U);
}

TEST(ConfigFileExampleTest, ReportsWithTheMinimalAndTheDefaultFile) {
    for (const char* name : {"sdk-minimal.yaml", "sdk-default.yaml"}) {
        const testing::LocalBackend backend;
        auto environment = key_and(kFiles + name);
        // The file names this variable, which would win over it by itself, too.
        environment["TELEMETRYFLOW_ENDPOINT"] = backend.grpc_endpoint();
        Program program(EXAMPLE_CONFIG_FILE, {}, environment);
        ASSERT_EQ(program.wait(), 0) << name << program.output();
        expect_no_loss(program);
        EXPECT_EQ(items(backend, "spans?service=my-cpp-service").size(), 1U) << name;
    }
}

TEST(ConfigFileExampleTest, NamesEveryFaultAndEndsWith2) {
    const test::TempDir folder;
    const auto file = folder.write("telemetry.yaml", "service: {nmae: a}\nendpoint: {timeout: soon}\n");
    Program program(EXAMPLE_CONFIG_FILE, {}, key_and(file));
    EXPECT_EQ(program.wait(), 2);
    for (const auto& part :
         {file + ":1:11: unknown key 'service.nmae': did you mean service.name?",
          file + ":2:21: endpoint.timeout has the bad value 'soon'", std::string("service_name is required")}) {
        EXPECT_NE(program.output().find(part), std::string::npos) << program.output();
    }
}

TEST(ConfigFileExampleTest, AProgramWithoutTheComponentSaysWhatToLink) {
    Program program(EXAMPLE_BASIC, {}, key_and(kFiles + "sdk-minimal.yaml"));
    EXPECT_EQ(program.wait(), 2);
    EXPECT_NE(program.output().find("TELEMETRYFLOW_CONFIG_FILE: " + kFiles + "sdk-minimal.yaml is not read"),
              std::string::npos)
        << program.output();
    EXPECT_NE(program.output().find("link telemetryflow::config_file"), std::string::npos);
}

}  // namespace
}  // namespace telemetryflow::tests
