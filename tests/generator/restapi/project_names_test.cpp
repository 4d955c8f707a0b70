#include "model/project_names.hpp"

#include <string>

#include <gtest/gtest.h>

#include "generator/usage_error.hpp"

namespace telemetryflow::restapi {
namespace {

using generator::UsageError;

TEST(ProjectNamesTest, ModulesAreNamespaces) {
    for (const char* name : {"app", "web", "shop_2"})
        EXPECT_NO_THROW(check_module_name("--module", name)) << name;
    for (const char* name : {"", "App", "2app", "a-b", "a__b", "class", "std", "telemetryflow", "httplib", "../x"})
        EXPECT_THROW(check_module_name("--module", name), UsageError) << name;
}

TEST(ProjectNamesTest, WordsOfADatabaseNeedNoQuotes) {
    for (const char* word : {"shop", "shop.db", "127.0.0.1", "::1", "db-1.example"})
        EXPECT_NO_THROW(check_database_word("--db-name", word)) << word;
    for (const char* word : {"", "-x", "a b", "a'b", "a/b", "$(x)", "a\nb", "a=b"})
        EXPECT_THROW(check_database_word("--db-name", word), UsageError) << word;
    try {
        check_database_word("--db-name", "a b");
    } catch (const UsageError& error) {
        EXPECT_TRUE(std::string(error.what()).starts_with("--db-name: 'a b' is no name")) << error.what();
    }
}

}  // namespace
}  // namespace telemetryflow::restapi
