#include "write/openapi.hpp"

#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "model/parse_fields.hpp"

namespace telemetryflow::restapi {
namespace {

using Json = nlohmann::json;

Json document_of(std::string_view fields, bool auth = true) {
    Project project{.name = "shop", .service = "the \"shop\"", .auth = auth};
    project.entities.push_back({.name = "Product", .collection = "products", .fields = parse_fields(fields)});
    return Json::parse(openapi_of(project));
}

Json property(std::string_view field) {
    return document_of(field).at("components").at("schemas").at("ProductInput").at("properties").begin().value();
}

TEST(OpenapiTest, NamesTheServiceAndItsPaths) {
    const Json document = document_of("a:text");
    EXPECT_EQ(document.at("info").at("title"), "the \"shop\"");
    EXPECT_EQ(document.at("paths").size(), 3U);
    EXPECT_TRUE(document.at("paths").at("/products").contains("post"));
    EXPECT_TRUE(document.at("paths").at("/products/{id}").contains("delete"));
    EXPECT_EQ(document.at("paths").at("/products").at("get").at("parameters").size(), 2U);
}

TEST(OpenapiTest, WritesTypesAndLimits) {
    EXPECT_EQ(property("a:string:required,max=9"), Json::parse(R"({"type":"string","minLength":1,"maxLength":9})"));
    EXPECT_EQ(property("a:integer:min=-1"),
              Json::parse(R"({"type":"integer","format":"int64","minimum":-1,"nullable":true})"));
    EXPECT_EQ(property("a:number:required,max=2"), Json::parse(R"({"type":"number","format":"double","maximum":2.0})"));
    EXPECT_EQ(property("a:decimal:min=1").at("description"), "At least 1. ");
    EXPECT_EQ(property("a:datetime").at("format"), "date-time");
    EXPECT_EQ(property("a:uuid").at("format"), "uuid");
    EXPECT_EQ(property("a:boolean:required"), Json::parse(R"({"type":"boolean"})"));
}

TEST(OpenapiTest, TellsWhatMustBeSentAndWhatIsAnswered) {
    const Json schemas = document_of("a:text:required b:text").at("components").at("schemas");
    EXPECT_EQ(schemas.at("ProductInput").at("required"), Json({"a"}));
    EXPECT_EQ(schemas.at("Product").at("required"), Json({"id", "a", "b"}));
    EXPECT_FALSE(document_of("b:text").at("components").at("schemas").at("ProductInput").contains("required"));
}

TEST(OpenapiTest, SpeaksOfKeysOnlyWhenThereAreSome) {
    const std::string open = document_of("a:text", false).dump();
    for (const char* word : {"ApiKey", "401", "Unauthorized"}) {
        EXPECT_EQ(open.find(word), std::string::npos) << word;
        EXPECT_NE(document_of("a:text").dump().find(word), std::string::npos) << word;
    }
}

}  // namespace
}  // namespace telemetryflow::restapi
