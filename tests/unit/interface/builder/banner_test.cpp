#include "telemetryflow/banner.hpp"

#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "telemetryflow/version_info.hpp"

namespace telemetryflow {
namespace {

const BannerConfig kShop{.product_name = "Shop",
                         .version = "2.1.0",
                         .vendor = "Acme",
                         .website = "https://acme.example",
                         .show_compiler = false,
                         .show_platform = false};

TEST(BannerTest, FramesItsLinesInOneWidth) {
    EXPECT_EQ(generate_banner(kShop),
              "+----------------------+\n"
              "| Shop v2.1.0          |\n"
              "| Acme                 |\n"
              "| https://acme.example |\n"
              "+----------------------+\n");
}

TEST(BannerTest, ShowsTheBuildWhenAsked) {
    const auto banner = generate_banner();
    for (const std::string& part : {std::string("TelemetryFlow C++ SDK v") + std::string(kVersion),
                                    std::string(compiler_version()), std::string(platform_info())}) {
        EXPECT_NE(banner.find(part), std::string::npos) << part;
    }
    std::istringstream lines(banner);
    std::string line;
    std::getline(lines, line);
    const auto width = line.size();
    while (std::getline(lines, line))
        EXPECT_EQ(line.size(), width) << line;
}

TEST(BannerTest, LeavesEmptyLinesOut) {
    EXPECT_EQ(generate_banner({.product_name = "A",
                               .version = "1",
                               .vendor = "",
                               .website = "",
                               .show_compiler = false,
                               .show_platform = false}),
              "+------+\n| A v1 |\n+------+\n");
}

TEST(BannerTest, HasAOneLineAndAMinimalForm) {
    EXPECT_EQ(generate_compact_banner(kShop), "Shop v2.1.0");
    EXPECT_EQ(generate_minimal_banner(kShop), "Shop v2.1.0 | https://acme.example");
    EXPECT_NE(generate_compact_banner().find(" | " + std::string(platform_info())), std::string::npos);
}

TEST(VersionInfoTest, TellsVersionCompilerAndPlatform) {
    EXPECT_EQ(version_short(), kVersion);
    EXPECT_EQ(version_full().rfind(kVersion, 0), 0U);
    EXPECT_EQ(version_full().find("()"), std::string::npos);
    EXPECT_FALSE(compiler_version().empty());
    EXPECT_EQ(platform_info().rfind("linux", 0), 0U);
}

}  // namespace
}  // namespace telemetryflow
