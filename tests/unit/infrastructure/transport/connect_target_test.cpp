#include "infrastructure/transport/connect_target.hpp"

#include <gtest/gtest.h>

namespace telemetryflow::infrastructure {
namespace {

TEST(ConnectTargetTest, IsTheUrlItselfWithoutAName) {
    for (const char* url : {"http://localhost:4318", "https://api.example.com", "https://[::1]:4317/path"}) {
        const ConnectTarget target(url, "");
        EXPECT_EQ(target.url(), url);
        EXPECT_EQ(target.connect_to(), "");
    }
}

TEST(ConnectTargetTest, AsksForTheNameAndConnectsToTheHost) {
    const struct {
        const char* url;
        const char* asked;
        const char* connected;
    } rows[] = {
        {"https://10.0.0.7:4318", "https://other.test:4318", "::10.0.0.7:4318"},
        {"https://10.0.0.7", "https://other.test", "::10.0.0.7:"},
        {"https://10.0.0.7/flow:1", "https://other.test/flow:1", "::10.0.0.7:"},
        {"https://api.example.com:8443/flow", "https://other.test:8443/flow", "::api.example.com:8443"},
        {"https://[::1]:4318/flow", "https://other.test:4318/flow", "::[::1]:4318"},
        {"https://[::1]", "https://other.test", "::[::1]:"},
        {"https://us:er@10.0.0.7:4318/", "https://us:er@other.test:4318/", "::10.0.0.7:4318"},
    };
    for (const auto& row : rows) {
        const ConnectTarget target(row.url, "other.test");
        EXPECT_EQ(target.url(), row.asked);
        EXPECT_EQ(target.connect_to(), row.connected) << row.url;
        EXPECT_TRUE(target.uses_tls());
    }
}

TEST(ConnectTargetTest, LeavesPlaintextAlone) {
    const ConnectTarget target("http://10.0.0.7:4318", "other.test");
    EXPECT_EQ(target.url(), "http://10.0.0.7:4318");
    EXPECT_EQ(target.connect_to(), "");
    EXPECT_FALSE(target.uses_tls());
}

}  // namespace
}  // namespace telemetryflow::infrastructure
