#include "middleware/path_patterns.hpp"

#include <gtest/gtest.h>

namespace telemetryflow::middleware {
namespace {

bool matches(const char* pattern, std::string_view path) {
    return PathPatterns({pattern}).match(path);
}

TEST(PathPatternsTest, AnExactPathMatchesItselfAlone) {
    EXPECT_TRUE(matches("/health", "/health"));
    for (const char* path : {"/healthz", "/health/", "/", "", "/Health", "x/health"})
        EXPECT_FALSE(matches("/health", path)) << path;
}

TEST(PathPatternsTest, AStarAtTheEndMakesAPrefix) {
    for (const char* path : {"/static/", "/static/a", "/static/a/b.css"})
        EXPECT_TRUE(matches("/static/*", path)) << path;
    for (const char* path : {"/static", "/stati", "/x/static/a"})
        EXPECT_FALSE(matches("/static/*", path)) << path;
    EXPECT_TRUE(matches("*", ""));
    EXPECT_TRUE(matches("*", "/anything"));
}

TEST(PathPatternsTest, AStarElsewhereIsAnyTextAndAQuestionMarkOneCharacter) {
    const struct {
        const char* pattern;
        const char* path;
        bool expected;
    } cases[] = {
        {"/api/*/status", "/api/v1/status", true},
        {"/api/*/status", "/api//status", true},
        {"/api/*/status", "/api/a/b/status", true},
        {"/api/*/status", "/api/v1/status/x", false},
        {"*.png", "/img/a.png", true},
        {"*.png", "/img/a.png.txt", false},
        {"*.png", "/a.png.png", true},
        {"/v?/x", "/v1/x", true},
        {"/v?/x", "/v/x", false},
        {"/v?/x", "/v12/x", false},
        {"*a*b*", "xxaxxbxx", true},
        {"*a*b*", "xxbxxaxx", false},
        {"/**", "/", true},
        {"", "", true},
        {"", "/", false},
        {"?", "", false},
        {"*aab", "/aaab", true},
        {"/a*?", "/a", false},
    };
    for (const auto& [pattern, path, expected] : cases)
        EXPECT_EQ(matches(pattern, path), expected) << pattern << " " << path;
}

TEST(PathPatternsTest, OneOfSeveralIsEnough) {
    const PathPatterns patterns({"/health", "/static/*"});
    EXPECT_TRUE(patterns.match("/health"));
    EXPECT_TRUE(patterns.match("/static/x"));
    EXPECT_FALSE(patterns.match("/orders"));
    EXPECT_FALSE(PathPatterns({}).match("/orders"));
}

TEST(PathPatternsTest, AHostilePathTakesNoTimeWorthNaming) {
    // Tried with every split, this would take longer than the test may.
    const std::string path(4000, 'a');
    EXPECT_FALSE(matches("*a*a*a*a*a*a*a*a*a*a*b", path));
}

}  // namespace
}  // namespace telemetryflow::middleware
