#include "model/entity_names.hpp"

#include <string>

#include <gtest/gtest.h>

#include "generator/usage_error.hpp"

namespace telemetryflow::restapi {
namespace {

using generator::UsageError;

Project with(const std::string& name, const std::string& collection) {
    Project project;
    project.entities.push_back({.name = name, .collection = collection});
    return project;
}

std::string refusal(const Entity& entity, const Project& project) {
    try {
        check_no_clash(entity, project);
        return {};
    } catch (const UsageError& error) {
        return error.what();
    }
}

TEST(EntityNamesTest, WritesPascalCaseInSnakeCase) {
    EXPECT_EQ(snake_case_of("Product"), "product");
    EXPECT_EQ(snake_case_of("OrderItem"), "order_item");
    EXPECT_EQ(snake_case_of("HTTPRoute"), "http_route");
    EXPECT_EQ(snake_case_of("RouteHTTP"), "route_http");
    EXPECT_EQ(snake_case_of("Level2Item"), "level2_item");
    EXPECT_EQ(snake_case_of("A1b"), "a1b");
}

TEST(EntityNamesTest, FindsPlurals) {
    EXPECT_EQ(plural_of("order"), "orders");
    EXPECT_EQ(plural_of("category"), "categories");
    EXPECT_EQ(plural_of("key"), "keys");
    for (const char* word : {"bus", "box", "quiz", "match", "dish"})
        EXPECT_EQ(plural_of(word), std::string(word) + "es");
}

TEST(EntityNamesTest, KnowsSnakeCase) {
    for (const char* name : {"a", "a1", "order_item", "x_2"})
        EXPECT_TRUE(is_snake_case(name)) << name;
    for (const char* name : {"", "A", "aB", "1a", "_a", "a_", "a__b", "a-b", "../a", "a b"})
        EXPECT_FALSE(is_snake_case(name)) << name;
    EXPECT_TRUE(is_snake_case(std::string(48, 'a')));
    EXPECT_FALSE(is_snake_case(std::string(49, 'a')));
}

TEST(EntityNamesTest, TakesNamesInPascalCase) {
    for (const char* name : {"Product", "OrderItem", "HTTPRoute", "A1b"})
        EXPECT_NO_THROW(check_entity_name(name)) << name;
    for (const char* name : {"", "product", "Order_item", "Order-Item", "EOF", "A", "1A", "../Evil", "\xC3\x84rger"})
        EXPECT_THROW(check_entity_name(name), UsageError) << name;
}

TEST(EntityNamesTest, RefusesTypesThatEveryServiceHas) {
    for (const char* name : {"Page", "Decimal", "Rules", "Service", "TestService"})
        EXPECT_NE(refusal({.name = name, .collection = "things"}, {}).find("every service has"), std::string::npos);
    EXPECT_EQ(refusal({.name = "Pages", .collection = "things"}, {}), "");
}

TEST(EntityNamesTest, RefusesTablesThatAreTaken) {
    for (const char* table : {"health", "schema_migrations", "sqlite_things"})
        EXPECT_NE(refusal({.name = "Thing", .collection = table}, {}).find("is taken"), std::string::npos) << table;
    EXPECT_NE(refusal({.name = "Thing", .collection = "orders"}, with("Order", "orders")).find("that of Order"),
              std::string::npos);
}

TEST(EntityNamesTest, RefusesTypesAndFilesOfAnotherEntity) {
    const Project project = with("OrderItem", "order_items");
    for (const char* name : {"CreateOrderItem", "OrderItemList", "SqlOrderItemRepository", "OrderItemRepository"})
        EXPECT_NE(refusal({.name = name, .collection = "things"}, project), "") << name;
    EXPECT_NE(refusal({.name = "HTTPRoute", .collection = "x"}, with("HttpRoute", "y")), "") << "the same files";
    EXPECT_EQ(refusal({.name = "Order", .collection = "orders"}, project), "");
    EXPECT_EQ(refusal({.name = "OrderItem", .collection = "order_items"}, project), "") << "itself";
}

}  // namespace
}  // namespace telemetryflow::restapi
