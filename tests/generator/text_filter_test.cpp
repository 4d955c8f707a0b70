#include "generator/text_filter.hpp"

#include <gtest/gtest.h>

namespace telemetryflow::generator {
namespace {

TEST(TextFilterTest, CppAndYamlEscapeWhatEndsAString) {
    EXPECT_EQ(as_cpp("a \"b\" \\ c\n\t"), "a \\\"b\\\" \\\\ c\\n\\t");
    EXPECT_EQ(as_yaml("it's a \"b\" \\: #c"), "\"it's a \\\"b\\\" \\\\: #c\"");
    EXPECT_EQ(as_yaml(""), "\"\"");
    EXPECT_EQ(as_yaml("$5 ${A}${B}"), "\"$5 $${A}$${B}\"") << "no variable for those who read it";
}

TEST(TextFilterTest, VariablesAreQuotedOnlyWhereTheyMust) {
    EXPECT_EQ(as_env("https://host:4317/a_b-c,d=e@f+g%20"), "https://host:4317/a_b-c,d=e@f+g%20");
    EXPECT_EQ(as_env(""), "");
    EXPECT_EQ(as_env("two words"), "'two words'");
    EXPECT_EQ(as_env("$(id) `id` \\"), "'$(id) `id` \\'");
    EXPECT_EQ(as_env("it's"), "'it'\\''s'");
    EXPECT_EQ(as_env("caf\xC3\xA9"), "'caf\xC3\xA9'");
}

}  // namespace
}  // namespace telemetryflow::generator
