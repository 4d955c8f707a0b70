#include <string>

#include <gtest/gtest.h>

#include "telemetryflow/config_file.hpp"

#include "support/temp_dir.hpp"
#include "unit/interface/builder/builders.hpp"

namespace telemetryflow {
namespace {

using test::lookup_in;
using test::names_once;

EffectiveConfig check(const std::string& text, test::Variables variables = {}) {
    const test::TempDir folder;
    return validate_config_file(folder.write("t.yaml", text), lookup_in(std::move(variables)));
}

TEST(ConfigFileCheckTest, FindsNothingMissingThatOtherSourcesMayGive) {
    for (const char* text : {"", "service: {name: a}", "credentials: {key_id: tfk_a}", "endpoint: {protocol: http}"})
        EXPECT_TRUE(check(text).faults.empty()) << text << ": " << check(text).faults.front();
}

TEST(ConfigFileCheckTest, FindsWhatIsWrongByItself) {
    EXPECT_TRUE(names_once(check("servcie: {}").faults, {":1:1: ", "did you mean service?"}));
    EXPECT_TRUE(names_once(check("credentials: {key_secret: '${NONE}'}").faults, {"'NONE'"}));
    EXPECT_TRUE(check("credentials: {key_secret: '${SOME}'}", {{"SOME", "tfs_x"}}).faults.empty());
    EXPECT_TRUE(names_once(check("credentials: {key_id: oops}").faults, {"API key ID", "tfk_"}));
}

TEST(ConfigFileCheckTest, FindsSettingsThatDoNotGoTogether) {
    const auto faults = check("retry: {initial_backoff: 5s, max_backoff: 1s}\ntls: {client_key_file: k}").faults;
    EXPECT_TRUE(names_once(faults, {"retry_max_backoff must be at least", ":1:43)"}));
    EXPECT_TRUE(names_once(faults, {"tls_client_key_file", ":2:24)"}));
    EXPECT_EQ(faults.size(), 2U);
    EXPECT_TRUE(names_once(check("endpoint: {address: 'http://u:p@h'}").faults, {"endpoint", ":1:21)"}));
    EXPECT_TRUE(names_once(check("endpoint: {address: 'far.example:4317', insecure: true}").faults,
                           {"the API key would travel in plaintext", ":1:51)"}));
    EXPECT_TRUE(names_once(check("v2_api: {v2_only: true, traces_endpoint: /v1/traces}").faults, {"v2_only"}));
}

TEST(ConfigFileCheckTest, ShowsTheSettingsOfTheFileAndNoStandIns) {
    const auto checked = check("collector: {id: seven}");
    for (const auto& setting : checked.settings) {
        const bool from_file = setting.key == "collector.id";
        EXPECT_EQ(setting.origin.kind, from_file ? ConfigOrigin::Kind::File : ConfigOrigin::Kind::Default)
            << setting.key;
        if (setting.key == "service.name" || setting.key.starts_with("credentials.key")) {
            EXPECT_EQ(setting.value, "") << setting.key;
        }
    }
}

TEST(ConfigFileCheckTest, SaysThatThereIsNoFile) {
    EXPECT_TRUE(names_once(validate_config_file("/nonexistent.yaml").faults, {"/nonexistent.yaml: cannot be read"}));
}

}  // namespace
}  // namespace telemetryflow
