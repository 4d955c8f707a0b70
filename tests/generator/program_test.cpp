#include "generator/program.hpp"

#include <array>
#include <stdexcept>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

#include "generator/generation_error.hpp"
#include "generator/usage_error.hpp"

namespace telemetryflow::generator {
namespace {

constexpr std::array<EmbeddedTemplate, 1> kTemplates{{{"a.tpl", "text"}}};

class ProgramTest : public ::testing::Test {
protected:
    ProgramTest() { program_.add_common_commands(); }

    int run(std::vector<std::string> words) {
        words.insert(words.begin(), "program");
        std::vector<char*> arguments;
        for (std::string& word : words)
            arguments.push_back(word.data());
        arguments.push_back(nullptr);
        ::testing::internal::CaptureStdout();
        ::testing::internal::CaptureStderr();
        const int exit_code = program_.run(static_cast<int>(words.size()), arguments.data());
        out_ = ::testing::internal::GetCapturedStdout();
        err_ = ::testing::internal::GetCapturedStderr();
        return exit_code;
    }

    Program program_{{.name = "program", .product = "Program", .description = "does", .footer = "", .version = "1.2"},
                     kTemplates};
    std::string out_;
    std::string err_;
};

TEST_F(ProgramTest, ACommandsResultIsTheExitCode) {
    program_.add_command("one", "", [] { return 1; });
    program_.add_command("zero", "", [] { return 0; });
    EXPECT_EQ(run({"zero"}), 0);
    EXPECT_EQ(run({"one"}), 1);
    EXPECT_EQ(err_, "");
}

TEST_F(ProgramTest, ErrorsHaveTheirCodesAndGoToStandardError) {
    program_.add_command("usage", "", []() -> int { throw UsageError("wrong word"); });
    program_.add_command("failure", "", []() -> int { throw GenerationError("no room"); });
    program_.add_command("other", "", []() -> int { throw std::runtime_error("broken"); });
    EXPECT_EQ(run({"usage"}), 2);
    EXPECT_EQ(err_, "program: wrong word\nRun with --help for more information.\n");
    EXPECT_EQ(run({"failure"}), 1);
    EXPECT_EQ(err_, "program: no room\n");
    EXPECT_EQ(run({"other"}), 1);
    EXPECT_EQ(err_, "program: broken\n");
    EXPECT_EQ(out_, "");
}

TEST_F(ProgramTest, OfACommandAndOneBelowItTheLowerOneIsMeant) {
    std::string done;
    std::string file;
    CLI::App& upper = program_.add_command("config", "", [&done] {
        done += "upper ";
        return 0;
    });
    CLI::App& lower = program_.add_command(upper, "show", "", [&] {
        done += "lower " + file;
        return 0;
    });
    lower.add_option("file", file, "");
    EXPECT_EQ(run({"config"}), 0);
    EXPECT_EQ(done, "upper ");
    done.clear();
    EXPECT_EQ(run({"config", "show", "x.yaml"}), 0);
    EXPECT_EQ(done, "lower x.yaml");
    EXPECT_EQ(run({"__complete", "config", "s"}), 0);
    EXPECT_EQ(out_, "show\n");
    EXPECT_EQ(run({"__man"}), 0);
    EXPECT_NE(out_.find(".SS config show\n"), std::string::npos) << out_;
}

TEST_F(ProgramTest, ACommandBelowAnotherOneDoesNotTakeItsOptions) {
    bool upper_flag = false;
    std::string done;
    CLI::App& upper = program_.add_command("config", "", [] { return 0; });
    upper.add_flag("--force", upper_flag, "");
    program_.add_command(upper, "show", "", [&done] {
        done = "shown";
        return 0;
    });
    EXPECT_EQ(run({"config", "show", "--force"}), 2);
    EXPECT_EQ(err_,
              "program: --force is an option of config, not of config show\nRun with --help for more information.\n");
    EXPECT_EQ(run({"config", "--force", "show"}), 2);
    EXPECT_EQ(done, "");
    EXPECT_EQ(run({"config", "show", "--no-banner"}), 0);
    EXPECT_EQ(done, "shown");
}

TEST_F(ProgramTest, AMistypedCommandIsToldFromThoseOfItsPlace) {
    CLI::App& upper = program_.add_command("config", "", [] { return 0; });
    program_.add_command(upper, "show", "", [] { return 0; });
    EXPECT_EQ(run({"cofnig"}), 2);
    EXPECT_NE(err_.find("no command 'cofnig'; did you mean config?"), std::string::npos) << err_;
    EXPECT_EQ(run({"config", "shwo"}), 2);
    EXPECT_NE(err_.find("no command 'shwo'; did you mean show?"), std::string::npos) << err_;
    EXPECT_EQ(run({"config", "show", "more"}), 2);
    EXPECT_NE(err_.find("more"), std::string::npos) << err_;
}

TEST_F(ProgramTest, TheHiddenCommandsAreInNoHelp) {
    EXPECT_EQ(run({"--help"}), 0);
    EXPECT_EQ(out_.find("__"), std::string::npos) << out_;
}

TEST_F(ProgramTest, TemplatesAreThoseOfTheBuild) {
    EXPECT_EQ(program_.templates().text("a.tpl"), "text");
}

TEST_F(ProgramTest, TheBannerIsOneLineAndCanBeLeftOut) {
    program_.add_command("greet", "", [this] {
        program_.print_banner();
        return 0;
    });
    EXPECT_EQ(run({"greet"}), 0);
    EXPECT_EQ(out_, "Program v1.2 | https://telemetryflow.id\n\n");
    EXPECT_EQ(run({"greet", "--no-banner"}), 0);
    EXPECT_EQ(out_, "");
}

TEST_F(ProgramTest, TheVersionHasAnOptionAndACommand) {
    EXPECT_EQ(run({"--version"}), 0);
    EXPECT_EQ(out_, "program 1.2\n");
    EXPECT_EQ(run({"-v"}), 0);
    EXPECT_EQ(out_, "program 1.2\n");
    EXPECT_EQ(run({"version", "--json"}), 0);
    EXPECT_NE(out_.find("\"version\": \"1.2\""), std::string::npos) << out_;
}

}  // namespace
}  // namespace telemetryflow::generator
