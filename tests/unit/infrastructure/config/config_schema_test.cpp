#include "infrastructure/config/config_schema.hpp"

#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "infrastructure/config/option_registry.hpp"

namespace telemetryflow::config {
namespace {

using Json = nlohmann::json;

const Json& at(const Json& root, std::string_view key) {
    const Json* node = &root;
    for (;;) {
        const auto dot = key.find('.');
        node = &node->at("properties").at(std::string(key.substr(0, dot)));
        if (dot == std::string_view::npos) return *node;
        key.remove_prefix(dot + 1);
    }
}

TEST(ConfigSchemaTest, DescribesEveryKey) {
    const auto schema = Json::parse(config_schema());
    for (const auto& row : option_rows()) {
        if (row.key.empty()) continue;
        const auto& key = at(schema, row.key);
        const auto description = key.at("description").get<std::string>();
        EXPECT_NE(description.find(row.description), std::string::npos) << row.key;
        EXPECT_NE(description.find(row.variable), std::string::npos) << row.key;
        EXPECT_EQ(key.value("default", ""), row.default_text) << row.key;
    }
    for (const auto& other : file_only_keys())
        EXPECT_TRUE(at(schema, other.key).contains("description")) << other.key;
}

TEST(ConfigSchemaTest, HasTheLimitsOfTheRegistry) {
    const auto schema = Json::parse(config_schema());
    const auto& size = at(schema, "batch.max_size").at("anyOf").at(0);
    EXPECT_EQ(size.at("minimum"), 1);
    EXPECT_EQ(size.at("maximum"), 4294967295);
    const auto& bytes = at(schema, "buffer.max_bytes").at("anyOf").at(0);
    EXPECT_EQ(bytes.at("minimum"), 1 << 20);
    EXPECT_EQ(bytes.at("maximum"), 1 << 30);
    const auto& keepalive = at(schema, "grpc.keepalive.time").at("anyOf").at(0);
    EXPECT_EQ(keepalive.at("minimum"), 1) << "a bare number counts seconds";
    EXPECT_EQ(at(schema, "endpoint.protocol").at("anyOf").at(0).at("enum"), Json({"grpc", "http", "http/protobuf"}));
}

TEST(ConfigSchemaTest, ClosesEverySection) {
    const auto schema = Json::parse(config_schema());
    EXPECT_EQ(schema.at("additionalProperties"), false);
    for (const char* section : {"endpoint", "grpc", "grpc.keepalive", "signals.metrics", "tls"})
        EXPECT_EQ(at(schema, section).at("additionalProperties"), false) << section;
}

}  // namespace
}  // namespace telemetryflow::config
