// What a client does with its state directory, as its owner sees it. What is killed is in kill_loop_test.cpp.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "integration/lifecycle/lifecycle_client.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::tests {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using test::wait_until;

class DurableClientTest : public ::testing::Test {
protected:
    DurableClientTest() { ::unsetenv("XDG_STATE_HOME"); }

    [[nodiscard]] TelemetryConfig config() const {
        TelemetryConfig config = quiet_config();
        config.state_directory = folder_.file("state");
        return config;
    }
    // The folders of processes, of which the living client has one.
    [[nodiscard]] std::size_t folders(const std::string& base = "state") const {
        const std::string path = folder_.file(base + "/test-service");
        return fs::exists(path) ? static_cast<std::size_t>(std::distance(fs::directory_iterator(path), {})) : 0;
    }

    test::TempDir folder_;
};

TEST_F(DurableClientTest, HasAFolderWhileItLivesAndNoneAfterwards) {
    {
        LifecycleClient own(config());
        EXPECT_EQ(folders(), 1U);
        own->log_info("delivered");
        EXPECT_TRUE(own->shutdown().complete);
        EXPECT_TRUE(own.backend->received("delivered"));
    }
    EXPECT_EQ(folders(), 0U);
}

TEST_F(DurableClientTest, LeavesWhatAShutdownCouldNotDeliverForTheNextClient) {
    {
        LifecycleClient first(config());
        first.backend->answer(ExportOutcome::Retryable);
        first->log_info("kept log");
        { const Span span = first->span("kept span"); }
        const FlushResult result = first->shutdown(50ms);
        EXPECT_FALSE(result.complete);
        EXPECT_EQ(result.left_items, 2U);
        EXPECT_EQ(first->get_status().of(SignalType::Logs).dropped_total(), 0U);
        expect_balanced(first->get_status());
    }
    LifecycleClient second(config());
    EXPECT_TRUE(
        wait_until([&] { return second.backend->received("kept log") && second.backend->received("kept span"); }));
    EXPECT_TRUE(second.backend->received("telemetryflow.recovered"));
    EXPECT_TRUE(wait_until([&] { return folders() == 1; }));
    expect_balanced(second->get_status());
}

TEST_F(DurableClientTest, LeavesWhatWasRecordedUnderScopesUnderThem) {
    {
        LifecycleClient first(config());
        first.backend->answer(ExportOutcome::Retryable);
        first->logger({.name = "scope.of.logs", .version = "4.2"}).log("kept log");
        { const Span span = first->tracer({.name = "scope.of.spans", .schema_url = "schema.url"}).span("kept span"); }
        first->meter({.name = "scope.of.metrics"}).counter("kept counter").add(1);
        EXPECT_FALSE(first->shutdown(50ms).complete);
    }
    LifecycleClient second(config());
    for (const char* text : {"kept log", "scope.of.logs", "4.2", "kept span", "scope.of.spans", "schema.url",
                             "kept counter", "scope.of.metrics"})
        EXPECT_TRUE(wait_until([&] { return second.backend->received(text); })) << text;
    EXPECT_TRUE(wait_until([&] { return folders() == 1; }));
}

TEST_F(DurableClientTest, GoesOnInTheSameProcessWithWhatItsShutdownLeft) {
    LifecycleClient own(config());
    own.backend->answer(ExportOutcome::Retryable);
    own->log_info("kept");
    EXPECT_FALSE(own->shutdown(50ms).complete);
    own.backend->answer(ExportOutcome::Delivered);
    own->initialize();
    EXPECT_TRUE(own->flush().complete);
    EXPECT_EQ(own->get_status().of(SignalType::Logs).delivered, 1U);
    EXPECT_FALSE(own.backend->received("telemetryflow.recovered")) << "it is its own";
    expect_balanced(own->get_status());
}

TEST_F(DurableClientTest, StoresNeitherEndpointNorKey) {
    TelemetryConfig secret = config();
    secret.credentials = Credentials("tfk_7f3a9c51e2", "tfs_51e27f3a9c");
    secret.endpoint = "127.0.0.1:54321";
    LifecycleClient own(secret);
    own->log_info("stored");
    std::size_t found = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string content{std::istreambuf_iterator<char>(file), {}};
        found += content.find("stored") != std::string::npos ? 1U : 0U;
        for (const char* kept_back : {"7f3a9c51e2", "51e27f3a9c", "54321"})
            EXPECT_EQ(content.find(kept_back), std::string::npos) << entry.path() << ", " << kept_back;
    }
    EXPECT_EQ(found, 1U);
}

TEST_F(DurableClientTest, TriesAgainWithoutEnd) {
    LifecycleClient own(config());
    own.backend->answer(ExportOutcome::Retryable);
    own->log_info("patient");
    EXPECT_TRUE(wait_until([&] {
        own->flush(20ms);
        return own->get_status().exports_retried > 3 * quiet_config().max_retries;
    }));
    EXPECT_EQ(own->get_status().of(SignalType::Logs).dropped_total(), 0U);
    own.backend->answer(ExportOutcome::Delivered);
    EXPECT_TRUE(own->flush().complete);
}

TEST_F(DurableClientTest, WorksInMemoryWhereTheDirectoryCannotBeUsedAndSaysWhy) {
    TelemetryConfig unusable = config();
    fs::create_directory(folder_.file("shared"));
    ::chmod(folder_.file("shared").c_str(), 0777);
    unusable.state_directory = folder_.file("shared");
    const auto backend = std::make_shared<Backend>();
    auto diagnostics = std::make_unique<KeptDiagnostics>();
    const KeptDiagnostics& said = *diagnostics;
    TelemetryFlowClient client(
        unusable, {.exporter = std::make_unique<ScriptedExporter>(backend), .diagnostics = std::move(diagnostics)});
    client.initialize();
    EXPECT_NE(
        said.text().find("durability: the state directory " + folder_.file("shared") + " may be written by others"),
        std::string::npos)
        << said.text();
    client.log_info("delivered");
    EXPECT_TRUE(client.flush().complete);
    EXPECT_TRUE(backend->received("delivered"));
}

TEST_F(DurableClientTest, GoesOnUnderWhatItSaidBeforeWhenItCannotSayAnew) {
    {
        LifecycleClient own(config());
        EXPECT_TRUE(own->shutdown().complete);
        const fs::path folder = fs::directory_iterator(folder_.file("state/test-service"))->path();
        // In the way of the file that says who records; as a disk that is full by now.
        fs::create_directory(folder / "about.new");
        own->initialize();
        own->log_info("delivered");
        EXPECT_TRUE(own->flush().complete);
        EXPECT_TRUE(own.backend->received("delivered"));
        own.backend->answer(ExportOutcome::Retryable);
        own->log_info("kept");
        own->shutdown(50ms);
        EXPECT_EQ(own->get_status().of(SignalType::Logs).dropped_total(), 0U);
        fs::remove(folder / "about.new");
    }
    LifecycleClient next(config());
    EXPECT_TRUE(test::wait_until([&] { return next.backend->received("kept"); }));
}

TEST_F(DurableClientTest, FindsItsPlaceInTheUsersStateHome) {
    TelemetryConfig unset = config();
    unset.state_directory.clear();
    ::setenv("XDG_STATE_HOME", folder_.file("home").c_str(), 1);
    {
        LifecycleClient own(unset);
        EXPECT_EQ(folders("home/telemetryflow"), 1U);
        TelemetryConfig memory = unset;
        memory.durability = Durability::Memory;
        LifecycleClient other(memory);
        EXPECT_EQ(folders("home/telemetryflow"), 1U) << "none for the one that wants memory";
    }
    ::setenv("XDG_STATE_HOME", "relative", 1);
    LifecycleClient own(unset);
    EXPECT_FALSE(fs::exists("relative"));
    ::unsetenv("XDG_STATE_HOME");
}

TEST_F(DurableClientTest, IsToldThatWhatItAsksForHasNoPlace) {
    const auto warned = [](TelemetryFlowBuilder& builder) {
        for (const std::string& line : builder.diagnostics())
            if (line.find("there is no state directory") != std::string::npos) return true;
        return false;
    };
    TelemetryFlowBuilder builder;
    builder.with_api_key("tfk_a", "tfs_b").with_service("shop");
    EXPECT_FALSE(warned(builder)) << "nobody asked";
    builder.with_durability(Durability::Process);
    EXPECT_TRUE(warned(builder));
    builder.with_state_directory(folder_.path());
    EXPECT_FALSE(warned(builder));
}

TEST_F(DurableClientTest, TwoClientsOfOneProcessTakeNothingFromEachOther) {
    LifecycleClient first(config());
    first.backend->answer(ExportOutcome::Retryable);
    first->log_info("of the first");
    LifecycleClient second(config());
    EXPECT_EQ(folders(), 2U);
    second->log_info("of the second");
    EXPECT_TRUE(second->flush().complete);
    EXPECT_FALSE(second.backend->received("of the first"));
    first.backend->answer(ExportOutcome::Delivered);
    EXPECT_TRUE(first->flush().complete);
    EXPECT_EQ(first.backend->count("of the first"), first.backend->attempts().size());
}

}  // namespace
}  // namespace telemetryflow::tests
