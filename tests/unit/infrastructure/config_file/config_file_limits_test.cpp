#include <string>

#include <gtest/gtest.h>

#include "infrastructure/config/config_file_text.hpp"
#include "support/temp_dir.hpp"
#include "unit/infrastructure/config_file/yaml_file.hpp"

namespace telemetryflow::config {
namespace {

using test::apply_yaml;

std::string only_error(const std::string& text) {
    const auto errors = apply_yaml(text).report.errors;
    EXPECT_EQ(errors.size(), 1U);
    return errors.empty() ? "" : errors[0];
}

TEST(ConfigFileLimitsTest, ReadsNoLongerFileThanAgreedAndNotAllOfIt) {
    const test::TempDir folder;
    const std::string most(kLongestConfigFile, '#');
    EXPECT_EQ(read_config_file(folder.write("most.yaml", most)).text, most);
    const auto more = read_config_file(folder.write("more.yaml", most + "#"));
    EXPECT_EQ(more.fault, "is longer than 256 KiB");
    EXPECT_EQ(more.text, "");
    EXPECT_EQ(read_config_file("/dev/zero").fault, "is longer than 256 KiB");
}

// "Billion laughs": nine levels of nine aliases each are 387,420,489 values.
TEST(ConfigFileLimitsTest, RefusesAliasesThatMakeMuchOfLittle) {
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (int level = 1; level < 9; ++level) {
        const auto name = "a" + std::to_string(level);
        text += name + ": &" + name + " [";
        for (int copy = 0; copy < 9; ++copy)
            text += (copy == 0 ? "*a" : ", *a") + std::to_string(level - 1);
        text += "]\n";
    }
    EXPECT_NE(only_error(text).find("more than 10000 values, with those of aliases"), std::string::npos);
}

TEST(ConfigFileLimitsTest, RefusesAnAliasWithinWhatItNames) {
    EXPECT_NE(only_error("a: &a [*a]").find("file.yaml:1:8: an alias is inside of what it names"), std::string::npos);
}

TEST(ConfigFileLimitsTest, RefusesDeepNesting) {
    EXPECT_NE(only_error(std::string(100'000, '[')).find("more than 16 levels"), std::string::npos);
    std::string maps;
    for (int level = 0; level < 100; ++level)
        maps += std::string(static_cast<std::size_t>(level), ' ') + "a:\n";
    EXPECT_NE(only_error(maps).find("more than 16 levels"), std::string::npos);
    EXPECT_NE(only_error("a: &a [[[[[[[[[x]]]]]]]]]\nb: [[[[[[[[*a]]]]]]]]").find("more than 16 levels"),
              std::string::npos)
        << "aliases count as what they stand for";
}

TEST(ConfigFileLimitsTest, NamesAHundredFaultsAtMost) {
    std::string text;
    for (int key = 0; key < 3'000; ++key)
        text += "unknown-" + std::to_string(key) + ": 1\n";
    EXPECT_EQ(apply_yaml(text).report.errors.size(), 100U);
}

TEST(ConfigFileLimitsTest, BoundsWhatVariablesMakeOfAValue) {
    std::string text = "service: {name: '";
    for (int copy = 0; copy < 100; ++copy)
        text += "${LONG}";
    const auto errors = apply_yaml(text + "'}", {{"LONG", std::string(10'000, 'x')}}).report.errors;
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_NE(errors[0].find("service.name is longer than 64 KiB with its variables"), std::string::npos);
}

}  // namespace
}  // namespace telemetryflow::config
