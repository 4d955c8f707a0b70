#include <gtest/gtest.h>

#include "receiver/key_check.hpp"
#include "sample_telemetry.hpp"
#include "senders.hpp"

namespace telemetryflow::local {
namespace {

using testing::LocalBackend;

constexpr const char* kId = "X-TelemetryFlow-Key-ID";
constexpr const char* kSecret = "X-TelemetryFlow-Key-Secret";

std::string a_log() {
    samples::Logs logs("keys");
    logs.record(9, "hello", 0);
    return logs.request.SerializeAsString();
}

TEST(LocalKeysTest, LeavesV1Open) {
    const LocalBackend backend;
    EXPECT_EQ(post(backend, "/v1/logs", a_log(), kProtobuf).status, 200);
}

TEST(LocalKeysTest, DemandsAWellFormedKeyOnV2WithTheTextsOfTheCollector) {
    const LocalBackend backend;
    const std::vector<std::pair<Metadata, std::string>> cases{
        {{}, "missing TelemetryFlow API Key ID"},
        {{{"Authorization", "Bearer tfk_a:tfs_b"}}, "missing TelemetryFlow API Key ID"},
        {{{kId, "key"}, {kSecret, "tfs_b"}}, "invalid TelemetryFlow API Key ID format (expected tfk_xxx)"},
        {{{kId, "tfk_a"}}, "missing TelemetryFlow API Key Secret"},
        {{{kId, "tfk_a"}, {kSecret, "b"}}, "invalid TelemetryFlow API Key Secret format (expected tfs_xxx)"},
    };
    for (const auto& [headers, text] : cases) {
        const auto reply = post(backend, "/v2/logs", a_log(), kProtobuf, headers);
        EXPECT_EQ(reply.status, 401);
        EXPECT_EQ(nlohmann::json::parse(reply.body), (nlohmann::json{{"error", text}}));
    }
    EXPECT_EQ(post(backend, "/v2/logs", a_log(), kProtobuf, {{kId, "tfk_a"}, {kSecret, "tfs_b"}}).status, 200);
    EXPECT_EQ(backend.get_json("/api/v1/status")["counts"]["logs"], 1);
}

TEST(LocalKeysTest, DemandsTheRequiredKeyOnEveryHttpPath) {
    const LocalBackend backend({"--require-key", "tfk_mine:tfs_right:half"});
    const Metadata headers{{kId, "tfk_mine"}, {kSecret, "tfs_right:half"}};
    const Metadata bearer{{"Authorization", "Bearer tfk_mine:tfs_right:half"}};
    const std::vector<Metadata> wrong{{},
                                      {{kId, "tfk_mine"}, {kSecret, "tfs_wrong"}},
                                      {{kId, "tfk_other"}, {kSecret, "tfs_right:half"}},
                                      {{kId, "tfk_mine"}, {kSecret, "tfs_right:hal"}},
                                      {{kId, "tfk_mine"}, {kSecret, "tfs_right:halff"}},
                                      {{"Authorization", "Bearer tfk_mine:tfs_wrong"}},
                                      {{"Authorization", "Basic tfk_mine:tfs_right:half"}}};
    for (const char* path : {"/v1/logs", "/v2/logs"}) {
        EXPECT_EQ(post(backend, path, a_log(), kProtobuf, headers).status, 200) << path;
        EXPECT_EQ(post(backend, path, a_log(), kProtobuf, bearer).status, 200) << path;
        for (const auto& key : wrong)
            EXPECT_EQ(post(backend, path, a_log(), kProtobuf, key).status, 401) << path;
    }
    EXPECT_EQ(backend.get_json("/api/v1/status")["counts"]["logs"], 4);
}

TEST(LocalKeysTest, DemandsTheRequiredKeyOverGrpc) {
    const LocalBackend backend({"--require-key", "tfk_mine:tfs_right"});
    samples::Logs logs("keys");
    logs.record(9, "hello", 0);
    const auto code_with = [&](const Metadata& metadata) {
        return export_grpc(backend, logs.request, {.metadata = metadata}).error_code();
    };
    EXPECT_EQ(code_with({}), grpc::StatusCode::UNAUTHENTICATED);
    EXPECT_EQ(code_with({{"authorization", "Bearer tfk_mine:tfs_wrong"}}), grpc::StatusCode::UNAUTHENTICATED);
    EXPECT_EQ(code_with({{"authorization", "Bearer tfk_mine:tfs_right"}}), grpc::StatusCode::OK);
    EXPECT_EQ(code_with({{"x-telemetryflow-key-id", "tfk_mine"}, {"x-telemetryflow-key-secret", "tfs_right"}}),
              grpc::StatusCode::OK);
    EXPECT_EQ(backend.get_json("/api/v1/status")["counts"]["logs"], 2);
}

TEST(LocalKeysTest, NeverPrintsASecret) {
    const LocalBackend backend({"--require-key", "tfk_mine:tfs_CANARY1"});
    const auto reply = post(backend, "/v2/logs", a_log(), kProtobuf, {{kId, "tfk_mine"}, {kSecret, "tfs_CANARY2"}});
    EXPECT_EQ(reply.status, 401);
    EXPECT_EQ(reply.body.find("CANARY"), std::string::npos);
    EXPECT_EQ(backend.output().find("CANARY"), std::string::npos);
}

TEST(LocalKeysTest, ParsesOnlyKeysOfTheRightForm) {
    EXPECT_TRUE(ApiKey::parse("tfk_a:tfs_b"));
    EXPECT_EQ(ApiKey::parse("tfk_a:tfs_b:c")->secret, "tfs_b:c");
    for (const char* text : {"", ":", "tfk_a", "tfk_a:", "tfk_a:b", "a:tfs_b", ":tfs_b"}) {
        EXPECT_FALSE(ApiKey::parse(text)) << text;
    }
}

}  // namespace
}  // namespace telemetryflow::local
