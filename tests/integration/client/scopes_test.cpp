// What arrives under the instrumentation scopes of libraries: each once in a request, with what is its own.

#include <map>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "telemetryflow/version.hpp"

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {
namespace {

using Names = std::vector<std::string>;

// The only request of a signal, decoded.
template <class Decode>
auto request(TestClient& client, SignalType signal, Decode&& decode) {
    EXPECT_TRUE(client->flush().complete);
    decltype(decode("")) found;
    int requests = 0;
    for (const auto& sent : client.record->requests()) {
        if (sent.signal != signal) continue;
        found = decode(sent.body);
        ++requests;
    }
    EXPECT_EQ(requests, 1);
    return found;
}

// "name version schema" of each scope to the names of what is in it.
std::map<std::string, Names> spans_by_scope(const TraceRequest& request) {
    std::map<std::string, Names> scopes;
    for (const auto& scope : request.resource_spans(0).scope_spans()) {
        const std::string name = scope.scope().name() + " " + scope.scope().version() + " " + scope.schema_url();
        EXPECT_EQ(scopes.count(name), 0U) << name << " is twice in one request";
        for (const auto& span : scope.spans())
            scopes[name].push_back(span.name());
    }
    return scopes;
}

const std::string kOwn = "telemetryflow " + std::string(kVersion) + " ";

TEST(ScopesTest, SpansAreInTheScopeOfTheirTracer) {
    TestClient client;
    const Tracer database = client->tracer({.name = "db", .version = "2", .schema_url = "https://example.com/1"});
    const Tracer queue = client->tracer({.name = "queue"});
    {
        const telemetryflow::Span outer = client->span("request");
        const telemetryflow::Span inner = database.span("SELECT", SpanKind::Client, {{"db.system", "sqlite"}});
        { const telemetryflow::Span last = queue.span("publish"); }
        { const telemetryflow::Span again = database.span("INSERT"); }
    }
    const TraceRequest sent = request(client, SignalType::Traces, decode_traces);
    ASSERT_EQ(sent.resource_spans_size(), 1);
    const auto scopes = spans_by_scope(sent);
    const std::map<std::string, Names> expected{
        {kOwn, {"request"}}, {"db 2 https://example.com/1", {"INSERT", "SELECT"}}, {"queue  ", {"publish"}}};
    EXPECT_EQ(scopes, expected);
    // They are of one trace all the same.
    const Received all(*client.record);
    EXPECT_EQ(all.span("SELECT").parent_span_id(), all.span("request").span_id());
    EXPECT_EQ(all.span("publish").parent_span_id(), all.span("SELECT").span_id());
}

TEST(ScopesTest, LogRecordsAreInTheScopeOfTheirLogger) {
    TestClient client;
    const Logger library = client->logger({.name = "library", .version = "1", .attributes = {{"short_name", "lib"}}});
    library.log("hello", SeverityLevel::Warn, {{"k", 1}});
    library.log({.message = "hello again", .severity = SeverityLevel::Error});
    client->log_info("own");
    const LogsRequest sent = request(client, SignalType::Logs, decode_logs);
    const auto& scopes = sent.resource_logs(0).scope_logs();
    ASSERT_EQ(scopes.size(), 2);
    EXPECT_EQ(scopes[0].scope().name(), "library");
    EXPECT_EQ(attributes_of(scopes[0].scope()), (std::map<std::string, std::string>{{"short_name", "lib"}}));
    ASSERT_EQ(scopes[0].log_records_size(), 2);
    EXPECT_EQ(scopes[0].log_records(0).body().string_value(), "hello");
    EXPECT_EQ(scopes[0].log_records(0).severity_text(), "WARN");
    EXPECT_EQ(scopes[1].scope().name(), "telemetryflow");
    EXPECT_EQ(scopes[1].log_records_size(), 1);
}

TEST(ScopesTest, InstrumentsOfOneNameInTwoScopesAreTwo) {
    TestClient client;
    const Meter first = client->meter({.name = "first"});
    const Meter second = client->meter({.name = "second", .schema_url = "https://example.com/2"});
    first.counter("calls", {.unit = "{call}"}).add(1);
    second.counter("calls", {.unit = "{call}"}).add(2);
    second.histogram("size").record(1);
    first.gauge("level").record(0.5);
    first.up_down_counter("open").add(-1);
    client->increment_counter("calls", 4, {}, "{call}");
    first.counter("calls", {.unit = "{call}"}).bind({}).add(8);
    const MetricsRequest sent = request(client, SignalType::Metrics, decode_metrics);
    std::map<std::string, std::map<std::string, std::int64_t>> sums;
    for (const auto& scope : sent.resource_metrics(0).scope_metrics()) {
        const std::string name = scope.scope().name() + scope.schema_url();
        EXPECT_EQ(sums.count(name), 0U) << name << " is twice in one request";
        for (const auto& metric : scope.metrics())
            sums[name][metric.name()] = metric.has_sum() ? metric.sum().data_points(0).as_int() : 0;
    }
    const std::map<std::string, std::map<std::string, std::int64_t>> expected{
        {"telemetryflow", {{"calls", 4}}},
        {"first", {{"calls", 9}, {"level", 0}, {"open", -1}}},
        {"secondhttps://example.com/2", {{"calls", 2}, {"size", 0}}}};
    EXPECT_EQ(sums, expected);
}

TEST(ScopesTest, HandlesOutliveTheClient) {
    TestClient client;
    const Tracer tracer = client->tracer({.name = "late"});
    const Logger logger = client->logger({.name = "late"});
    const Meter meter = client->meter({.name = "late"});
    client->shutdown();
    { const TelemetryFlowClient ended = std::move(client.client); }
    { const telemetryflow::Span span = tracer.span("dropped"); }
    logger.log("dropped");
    meter.counter("dropped").add(1);
    EXPECT_TRUE(Received(*client.record).spans.empty());
}

TEST(ScopesTest, ThreadsRecordUnderManyScopesAtOnce) {
    TestClient client;
    constexpr int kThreads = 4;
    constexpr int kEach = 500;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
        threads.emplace_back([&, thread] {
            for (int i = 0; i < kEach; ++i) {
                const std::string name = "scope " + std::to_string((i + thread) % 7);
                { const telemetryflow::Span span = client->tracer({.name = name}).span(name); }
                client->logger({.name = name}).log(name);
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_TRUE(client->flush().complete);
    std::map<std::string, int> spans;
    int logs = 0;
    for (const auto& sent : client.record->requests()) {
        if (sent.signal == SignalType::Traces) {
            for (const auto& [scope, names] : spans_by_scope(decode_traces(sent.body))) {
                for (const std::string& name : names) {
                    EXPECT_EQ(name + "  ", scope);
                    ++spans[name];
                }
            }
        } else if (sent.signal == SignalType::Logs) {
            const auto decoded = decode_logs(sent.body);
            for (const auto& scope : decoded.resource_logs(0).scope_logs()) {
                for (const auto& log : scope.log_records())
                    logs += log.body().string_value() == scope.scope().name() ? 1 : 0;
            }
        }
    }
    EXPECT_EQ(logs, kThreads * kEach);
    EXPECT_EQ(spans.size(), 7U);
    int all = 0;
    for (const auto& [name, count] : spans)
        all += count;
    EXPECT_EQ(all, kThreads * kEach);
}

}  // namespace
}  // namespace telemetryflow::tests
