#include "generator/complete.hpp"

#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

namespace telemetryflow::generator {
namespace {

using Words = std::vector<std::string>;

class CompleteTest : public ::testing::Test {
protected:
    CompleteTest() {
        app_.fallthrough();
        app_.add_flag("--quiet", quiet_, "");
        CLI::App* write = app_.add_subcommand("write", "");
        write->add_option("type", text_, "")->type_name("{fast,fine}");
        write->add_option("-o,--output", text_, "")->type_name("DIR");
        write->add_option("--format", text_, "")->type_name("{env,yaml}");
        write->add_option("--from", text_, "")->type_name("FILE");
        write->add_option("--name", text_, "")->type_name("NAME");
        CLI::App* wipe = app_.add_subcommand("wipe", "");
        wipe->add_flag("--quickly", quiet_, "");
        wipe->add_subcommand("twice", "")->add_flag("--slowly", quiet_, "");
        app_.add_subcommand("hidden", "")->group("");
    }

    [[nodiscard]] Words after(const Words& words) const { return complete(app_, words); }

private:
    CLI::App app_{"", "program"};
    bool quiet_ = false;
    std::string text_;
};

TEST_F(CompleteTest, ACommandBelowAnotherOneHasItsOwnOptionsAndThoseOfAll) {
    EXPECT_EQ(after({"wipe", "tw"}), (Words{"twice"}));
    EXPECT_EQ(after({"wipe", "twice", "--"}), (Words{"--help", "--quiet", "--slowly"}));
}

TEST_F(CompleteTest, Commands) {
    EXPECT_EQ(after({""}), (Words{"wipe", "write"}));
    EXPECT_EQ(after({}), (Words{"wipe", "write"}));
    EXPECT_EQ(after({"wr"}), (Words{"write"}));
    EXPECT_EQ(after({"x"}), Words());
    EXPECT_EQ(after({"--quiet", "wi"}), (Words{"wipe"}));
}

TEST_F(CompleteTest, OptionsOfACommandAndThoseAboveIt) {
    EXPECT_EQ(after({"write", "--"}), (Words{"--format", "--from", "--help", "--name", "--output", "--quiet"}));
    EXPECT_EQ(after({"write", "--fo"}), (Words{"--format"}));
    EXPECT_EQ(after({"wipe", "--f"}), Words());
}

TEST_F(CompleteTest, ValuesOfOptions) {
    EXPECT_EQ(after({"write", "--format", ""}), (Words{"env", "yaml"}));
    EXPECT_EQ(after({"write", "--format", "y"}), (Words{"yaml"}));
    EXPECT_EQ(after({"write", "-o", "x"}), (Words{":folders"}));
    EXPECT_EQ(after({"write", "--from", ""}), (Words{":files"}));
    EXPECT_EQ(after({"write", "--name", ""}), Words());
}

TEST_F(CompleteTest, Positionals) {
    EXPECT_EQ(after({"write", ""}), (Words{"fast", "fine"}));
    EXPECT_EQ(after({"write", "--name", "fast", "fi"}), (Words{"fine"}));
    EXPECT_EQ(after({"write", "fast", ""}), Words());
}

}  // namespace
}  // namespace telemetryflow::generator
