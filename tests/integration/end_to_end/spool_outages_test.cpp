// Outages that outlast the buffer and the process: what a client over real sockets has on disk meanwhile, and what
// arrives in the end.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>

#include "integration/end_to_end/end_to_end_client.hpp"
#include "support/otlp_requests.hpp"
#include "support/reserved_port.hpp"
#include "support/scripted_http_server.hpp"
#include "support/temp_dir.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::tests {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using test::ReservedPort;
using test::ScriptedAnswer;
using test::ScriptedHttpServer;
using test::wait_until;

class SpoolOutagesTest : public ::testing::Test {
protected:
    static constexpr const char* kBatchId = "x-telemetryflow-batch-id";

    [[nodiscard]] TelemetryFlowBuilder builder() const {
        auto builder = quick_builder(port_.url());
        builder.with_protocol(Protocol::Http)
            .with_traces_only()
            .with_buffer_size(1 << 20)
            .with_overflow_policy(OverflowPolicy::Block, std::chrono::seconds(20))
            .with_spool(64 << 20, std::nullopt, 0)
            .with_state_directory(folder_.file("state"))
            .with_batch_settings(milliseconds(20))
            .with_retry(true, 2, milliseconds(5))
            .with_retry_max_backoff(milliseconds(50));
        return builder;
    }
    static std::uint64_t in_spool(EndToEndClient& client) {
        return client->get_status().of(SignalType::Traces).in_spool;
    }
    [[nodiscard]] std::vector<fs::path> files() const {
        std::error_code gone;
        std::vector<fs::path> found;
        for (fs::recursive_directory_iterator at(folder_.path(), gone), end; at != end; at.increment(gone))
            if (at->is_regular_file(gone)) found.push_back(at->path());
        return found;
    }
    static std::multiset<std::string> spans(const ScriptedHttpServer& server, bool recovered) {
        std::multiset<std::string> all;
        for (const auto& request : server.requests()) {
            const TraceRequest traces = decode_traces(request.body);
            for (const auto& resource : traces.resource_spans()) {
                EXPECT_EQ(attributes_of(resource.resource()).contains("telemetryflow.recovered"), recovered);
                for (const auto& scope : resource.scope_spans())
                    for (const auto& span : scope.spans())
                        all.insert(span.name());
            }
        }
        return all;
    }
    static std::multiset<std::string> names(int count) {
        std::multiset<std::string> all;
        for (int i = 0; i < count; ++i)
            all.insert("span " + std::to_string(i));
        return all;
    }
    static void record(EndToEndClient& client, int count) {
        for (int i = 0; i < count; ++i)
            const auto span = client->span("span " + std::to_string(i), SpanKind::Internal, {{"text", kText}});
    }

    static inline const std::string kText = std::string(1000, 't');

    test::TempDir folder_;
    const ReservedPort port_;
};

TEST_F(SpoolOutagesTest, AnOutageOutlastsTheBufferAndNothingIsLost) {
    constexpr int kSpans = 8000;
    EndToEndClient client(builder());
    record(client, kSpans);
    auto status = client->get_status();
    expect_balanced(status);
    EXPECT_EQ(status.of(SignalType::Traces).dropped_total(), 0U);
    EXPECT_GT(status.of(SignalType::Traces).in_spool, kSpans / 2U) << "eight times what the buffer holds";
    ScriptedHttpServer server(port_.number());
    EXPECT_TRUE(client->flush(std::chrono::seconds(30)).complete);
    expect_all_delivered(client->get_status());
    EXPECT_TRUE(spans(server, false) == names(kSpans)) << "each once";
    EXPECT_TRUE(client->shutdown().complete);
}

TEST_F(SpoolOutagesTest, WhatIsOnDiskNamesNeitherTheEndpointNorTheKey) {
    EndToEndClient client(builder());
    record(client, 20);
    ASSERT_TRUE(wait_until([&] { return in_spool(client) == 20; }));
    bool found = false;
    for (const fs::path& file : files()) {
        std::ifstream in(file, std::ios::binary);
        const std::string content{std::istreambuf_iterator<char>(in), {}};
        found |= content.find("span 19") != std::string::npos;
        for (const std::string_view secret : {kKeySecret, kKeyId, std::string_view("127.0.0.1")})
            EXPECT_EQ(content.find(secret), std::string::npos) << file << ": " << secret;
    }
    EXPECT_TRUE(found) << "the telemetry itself is there";
}

TEST_F(SpoolOutagesTest, TheNextStartSendsWhatTheLastOneHadOnDiskUnderTheNamesThatItHad) {
    std::optional<ScriptedHttpServer> server(port_.number());
    {
        for (int i = 0; i < 2000; ++i)
            server->script(ScriptedAnswer::status(503));
        EndToEndClient client(builder());
        record(client, 30);
        ASSERT_TRUE(wait_until([&] { return in_spool(client) == 30; }));
        server->stop();
        const FlushResult ended = client->shutdown(milliseconds(100));
        EXPECT_FALSE(ended.complete);
        EXPECT_EQ(ended.left_items, 30U);
        expect_balanced(client->get_status());
    }
    std::set<std::string> ids;
    for (const auto& request : server->requests())
        ids.insert(request.value(kBatchId));
    server.emplace(port_.number());
    EndToEndClient next(builder());
    ASSERT_TRUE(wait_until([&] { return spans(*server, true).size() == 30; }));
    EXPECT_TRUE(spans(*server, true) == names(30));
    for (const auto& request : server->requests())
        EXPECT_TRUE(ids.contains(request.value(kBatchId))) << request.value(kBatchId);
    EXPECT_TRUE(next->shutdown().complete);
}

TEST_F(SpoolOutagesTest, ARotatedKeyTakesWhatWasHeldOnDisk) {
    ScriptedHttpServer server(port_.number());
    auto held = builder();
    held.with_retry_max_backoff(milliseconds(10));
    for (int i = 0; i < 40; ++i)
        server.script(ScriptedAnswer::status(401));
    EndToEndClient client(held);
    record(client, 25);
    ASSERT_TRUE(wait_until([&] { return in_spool(client) == 25 || server.requests().size() > 40; }));
    EXPECT_TRUE(wait_until([&] { return client->flush(milliseconds(100)).complete; }));
    expect_all_delivered(client->get_status());
    EXPECT_EQ(client.health(), HealthStatus::Healthy);
}

}  // namespace
}  // namespace telemetryflow::tests
