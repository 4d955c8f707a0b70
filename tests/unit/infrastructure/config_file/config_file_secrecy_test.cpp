#include <string>

#include <gtest/gtest.h>

#include "infrastructure/config/effective_settings.hpp"
#include "unit/infrastructure/config_file/yaml_file.hpp"

namespace telemetryflow::config {
namespace {

using test::apply_yaml;

constexpr const char* kSecret = "tfs_canary-7f3a";

void expect_silent(const std::string& text, const test::Variables& variables = {}) {
    const auto applied = apply_yaml(text, variables);
    for (const auto& list : {applied.report.errors, applied.report.warnings}) {
        for (const auto& message : list)
            EXPECT_EQ(message.find("canary"), std::string::npos) << message << "\n" << text;
    }
    for (const auto& setting : effective_settings(applied.draft))
        EXPECT_EQ(setting.value.find("canary"), std::string::npos) << setting.key << "\n" << text;
}

TEST(ConfigFileSecrecyTest, ASecretIsInNoMessageWhereverItStands) {
    for (const char* before :
         {"credentials: {key_secret: ", "credentials: {key_id: ", "endpoint: {timeout: ", "endpoint: {address: ",
          "signals: {traces: {enabled: ", "compression: {algorithm: ", "headers: {Authorization: ", "nonsense: {a: ",
          "credentials: {", "propagators: [", "grpc: {max_message_size: ", "service: {nmae: "}) {
        expect_silent(std::string(before) + kSecret);
        for (const char* after : {"}", "}}", "]", ": x}", "\n- x"}) {
            expect_silent(std::string(before) + kSecret + after);
            expect_silent(std::string(before) + "'" + kSecret + "'" + after);
            expect_silent(std::string(before) + "\"${SECRET}\"" + after, {{"SECRET", kSecret}});
            expect_silent(std::string(before) + "\"${UNSET:" + kSecret + "}\"" + after);
        }
    }
}

// An unquoted value that begins with one of YAML's signs is no value any more, and the parser's words quote it.
TEST(ConfigFileSecrecyTest, ASecretThatYamlTakesForSomethingElseIsNotRepeated) {
    for (const char* sign : {"*", "&", "!", "%", "@", "`", "|", ">", "\"\\", "{", "[", "? ", "!<"})
        expect_silent("credentials:\n  key_secret: " + std::string(sign) + "canary-7f3a\n");
    expect_silent("*canary-7f3a : x\n");
    expect_silent("%canary-7f3a\n---\nx");
    expect_silent("a: canary-7f3a: b\n");
}

TEST(ConfigFileSecrecyTest, WhatAVariableHeldIsNotRepeated) {
    const auto errors =
        apply_yaml("endpoint: {timeout: '${TIMEOUT}'}", {{"TIMEOUT", "something private"}}).report.errors;
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_NE(errors[0].find("'${TIMEOUT}'"), std::string::npos) << errors[0];
    EXPECT_EQ(errors[0].find("private"), std::string::npos) << errors[0];
}

}  // namespace
}  // namespace telemetryflow::config
