#include "infrastructure/config/substitution.hpp"

#include <gtest/gtest.h>

#include "unit/infrastructure/config/variables.hpp"

namespace telemetryflow::config {
namespace {

std::string text_of(std::string_view text) {
    const auto result = substitute(text, test::environment_of({{"A", "one"}, {"_B2", "${A}"}, {"EMPTY", ""}}));
    EXPECT_EQ(result.fault, "") << text;
    return result.text;
}

TEST(SubstitutionTest, PutsVariablesWhereTheyAreNamed) {
    EXPECT_EQ(text_of("${A}"), "one");
    EXPECT_EQ(text_of("x${A}y${A}z"), "xoneyonez");
    EXPECT_EQ(text_of("plain"), "plain");
    EXPECT_EQ(text_of(""), "");
}

TEST(SubstitutionTest, TakesTheDefaultWhereAVariableIsUnsetOrEmpty) {
    EXPECT_EQ(text_of("${A:two}"), "one");
    EXPECT_EQ(text_of("${NONE:two}"), "two");
    EXPECT_EQ(text_of("${NONE:}"), "");
    EXPECT_EQ(text_of("${EMPTY:two}"), "two");
    EXPECT_EQ(text_of("${NONE:http://host:4317/a b}"), "http://host:4317/a b");
}

TEST(SubstitutionTest, LooksIntoNothingThatItPutIn) {
    EXPECT_EQ(text_of("${_B2}"), "${A}");
    EXPECT_EQ(text_of("${NONE:${A}"), "${A");
}

TEST(SubstitutionTest, LeavesOtherDollarsAlone) {
    EXPECT_EQ(text_of("$"), "$");
    EXPECT_EQ(text_of("$A"), "$A");
    EXPECT_EQ(text_of("a$$b$"), "a$$b$");
    EXPECT_EQ(text_of("$${A}"), "${A}");
    EXPECT_EQ(text_of("$${A}${A}"), "${A}one");
}

TEST(SubstitutionTest, RefusesWhatIsNoReference) {
    for (const char* text :
         {"${", "${A", "${}", "${:x}", "${1A}", "${A B}", "${A-x}", "${NONE}", "${EMPTY}", "x${é}", "${NONE:-x}"}) {
        const auto result = substitute(text, test::environment_of({{"A", "one"}, {"EMPTY", ""}}));
        EXPECT_NE(result.fault, "") << text;
    }
}

}  // namespace
}  // namespace telemetryflow::config
