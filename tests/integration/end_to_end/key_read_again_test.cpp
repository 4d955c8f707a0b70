// A key of the process's variables, and of who else: read again when the backend refuses it.

#include <cstdlib>

#include "integration/end_to_end/end_to_end_client.hpp"
#include "support/scripted_http_server.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::tests {
namespace {

using test::ScriptedAnswer;
using test::ScriptedHttpServer;

class KeyReadAgainTest : public ::testing::Test {
protected:
    KeyReadAgainTest() { server_.script(ScriptedAnswer::status(401)); }
    ~KeyReadAgainTest() override {
        ::unsetenv("TELEMETRYFLOW_API_KEY_ID");
        ::unsetenv("TELEMETRYFLOW_API_KEY_SECRET");
    }

    static void set_key(const char* id, const char* secret) {
        ::setenv("TELEMETRYFLOW_API_KEY_ID", id, 1);
        ::setenv("TELEMETRYFLOW_API_KEY_SECRET", secret, 1);
    }
    TelemetryFlowBuilder builder() {
        TelemetryFlowBuilder made;
        made.with_endpoint(server_.url())
            .with_http()
            .with_service("rotation")
            .with_traces_only()
            .with_retry_max_backoff(std::chrono::minutes(5))
            .with_diagnostics(std::make_unique<RecordingDiagnostics>(std::make_shared<DiagnosticsLog>()));
        return made;
    }
    std::vector<std::string> keys() const {
        std::vector<std::string> ids;
        for (const auto& request : server_.requests())
            ids.push_back(request.value("X-TelemetryFlow-Key-ID") + '/' + request.value("Authorization"));
        return ids;
    }
    static bool send(TelemetryFlowClient& client) {
        { const auto span = client.span("s"); }
        return client.flush().complete;
    }

    ScriptedHttpServer server_;
    const std::string old_key_ = "tfk_old/Bearer tfk_old:tfs_old";
    const std::string new_key_ = "tfk_new/Bearer tfk_new:tfs_new";
};

// The variables change before the client's thread runs, which could read them meanwhile.
TEST_F(KeyReadAgainTest, FromTheVariablesItCameFrom) {
    set_key("tfk_old", "tfs_old");
    auto client = builder().with_api_key_from_env().build();
    set_key("tfk_new", "tfs_new");
    client.initialize();
    EXPECT_TRUE(send(client));
    EXPECT_EQ(keys(), (std::vector{old_key_, new_key_}));
}

TEST_F(KeyReadAgainTest, NotWithoutTheRightForm) {
    set_key("tfk_old", "tfs_old");
    auto client = builder().with_api_key_from_env().build();
    set_key("tfk_new", "not a secret");
    client.initialize();
    EXPECT_FALSE(send(client));
    EXPECT_EQ(keys(), std::vector{old_key_});
    client.shutdown(std::chrono::milliseconds(0));
}

TEST_F(KeyReadAgainTest, NotWhenItCameFromACall) {
    set_key("tfk_new", "tfs_new");
    auto client = builder().with_api_key("tfk_old", "tfs_old").with_api_key_from_env().build();
    client.initialize();
    EXPECT_FALSE(send(client));
    EXPECT_EQ(keys(), std::vector{old_key_});
    client.shutdown(std::chrono::milliseconds(0));
}

TEST_F(KeyReadAgainTest, NotThroughALookupThatIsForBuildingOnly) {
    bool built = false;
    auto made = builder();
    made.with_api_key_from_env().with_environment_lookup([&](const std::string& name) -> std::optional<std::string> {
        EXPECT_FALSE(built) << name;
        if (name == "TELEMETRYFLOW_API_KEY_ID") return "tfk_old";
        if (name == "TELEMETRYFLOW_API_KEY_SECRET") return "tfs_old";
        return std::nullopt;
    });
    auto client = made.build();
    built = true;
    client.initialize();
    EXPECT_FALSE(send(client));
    client.shutdown(std::chrono::milliseconds(0));
}

TEST_F(KeyReadAgainTest, AProviderTakesTheVariablesPlace) {
    set_key("tfk_old", "tfs_old");
    auto client = builder()
                      .with_api_key_from_env()
                      .with_credentials_provider([] { return Credentials("tfk_new", "tfs_new"); })
                      .build();
    set_key("tfk_other", "tfs_other");
    client.initialize();
    EXPECT_TRUE(send(client));
    EXPECT_EQ(keys(), (std::vector{old_key_, new_key_}));
}

TEST_F(KeyReadAgainTest, DataQueriesUseTheNewKeyToo) {
    auto client = builder()
                      .with_api_key("tfk_old", "tfs_old")
                      .with_credentials_provider([] { return Credentials("tfk_new", "tfs_new"); })
                      .build();
    client.initialize();
    EXPECT_TRUE(send(client));
    server_.script(ScriptedAnswer::status(503));
    EXPECT_THROW(client.query(GetLogsQuery{}), TelemetryFlowError);
    ASSERT_EQ(keys().size(), 3U);
    EXPECT_EQ(keys().back(), new_key_);
}

}  // namespace
}  // namespace telemetryflow::tests
