#include "generator/names.hpp"

#include <string>

#include <gtest/gtest.h>

#include "generator/usage_error.hpp"

namespace telemetryflow::generator {
namespace {

std::string refusal(const std::string& name) {
    try {
        check_project_name("--project", name);
        return {};
    } catch (const UsageError& error) {
        return error.what();
    }
}

TEST(NamesTest, KnowsTheWordsOfCpp) {
    for (const char* word : {"class", "xor_eq", "co_await", "char8_t", "consteval", "true"})
        EXPECT_TRUE(is_cpp_reserved(word)) << word;
    for (const char* word : {"Class", "final", "override", "module", "telemetry", ""})
        EXPECT_FALSE(is_cpp_reserved(word)) << word;
}

TEST(NamesTest, KnowsIdentifiers) {
    for (const char* name : {"a", "order_item", "Order2", "import"})
        EXPECT_TRUE(is_cpp_identifier(name)) << name;
    for (const char* name : {"", "2fast", "a-b", "a b", "new", "_hidden", "a__b", "a.b", "caf\xC3\xA9", "a/b"})
        EXPECT_FALSE(is_cpp_identifier(name)) << name;
}

TEST(NamesTest, TakesNamesOfProjects) {
    for (const char* name : {"a", "checkout", "Checkout-Service_2"})
        EXPECT_EQ(refusal(name), "") << name;
    EXPECT_EQ(refusal(std::string(64, 'a')), "");
}

TEST(NamesTest, RefusesEverythingElseAndSaysWhatAndWhy) {
    for (const std::string& name :
         {std::string(), std::string("../evil"), std::string("a/b"), std::string("a b"), std::string("-a"),
          std::string("9"), std::string("a\nb"), std::string(65, 'a'), std::string("$(id)")})
        EXPECT_NE(refusal(name).find("is no name"), std::string::npos) << name;
    EXPECT_NE(refusal(std::string("a\0b", 3)), "");
    EXPECT_NE(refusal("Class").find("word of C++"), std::string::npos) << "what becomes of it counts";
    EXPECT_NE(refusal("co-await").find("word of C++"), std::string::npos);
    EXPECT_NE(refusal("a--b").find("no identifier"), std::string::npos);
    for (const char* name : {"test", "all", "Testing", "telemetry", "edit_cache"})
        EXPECT_NE(refusal(name).find("every build has"), std::string::npos) << name;
    EXPECT_EQ(refusal("new").find("--project: 'new'"), 0U);
}

TEST(NamesTest, TextsAreOneLineAndNotBlank) {
    EXPECT_NO_THROW(check_text("--service", "It's \"checkout\" \\ \xC3\xA9"));
    for (const std::string& text : {std::string(), std::string("  "), std::string("a\nb"), std::string("a\tb"),
                                    std::string("a\0b", 3), std::string("a\x7f")})
        EXPECT_THROW(check_text("--service", text), UsageError) << text;
}

TEST(NamesTest, MakesNamesOfFolders) {
    EXPECT_EQ(project_name_from("my shop (2)"), "my-shop-2");
    EXPECT_EQ(project_name_from("2024-app_x"), "app-x");
    EXPECT_EQ(project_name_from("v2"), "v2");
    EXPECT_EQ(project_name_from("..."), "app");
    EXPECT_EQ(project_name_from(""), "app");
    EXPECT_EQ(project_name_from(std::string(100, 'a')).size(), 64U);
}

TEST(NamesTest, MakesIdentifiersOfProjects) {
    EXPECT_EQ(identifier_of("Checkout-Service_2"), "checkout_service_2");
}

}  // namespace
}  // namespace telemetryflow::generator
