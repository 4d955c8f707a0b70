#include "generator/completion_script.hpp"

#include <string>

#include <gtest/gtest.h>

#include "generator/usage_error.hpp"

namespace telemetryflow::generator {
namespace {

TEST(CompletionScriptTest, BelongsToTheProgram) {
    for (const char* shell : {"bash", "zsh", "fish"}) {
        const std::string script = completion_script(shell, "my-program");
        EXPECT_NE(script.find("my-program __complete"), std::string::npos) << script;
        EXPECT_NE(script.find("_my_program"), std::string::npos) << "functions are named after it";
        EXPECT_EQ(script.find("PROGRAM"), std::string::npos) << script;
        EXPECT_EQ(script.find("NAME"), std::string::npos) << script;
    }
}

TEST(CompletionScriptTest, RefusesOtherShells) {
    try {
        (void)completion_script("fihs", "my-program");
        FAIL();
    } catch (const UsageError& error) {
        EXPECT_STREQ(error.what(), "no completion for 'fihs'; there are bash, zsh and fish; did you mean fish?");
    }
    EXPECT_THROW((void)completion_script("", "my-program"), UsageError);
}

}  // namespace
}  // namespace telemetryflow::generator
