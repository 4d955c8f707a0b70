// What a sampler, of the SDK or of the user's own, makes of spans.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {
namespace {

constexpr const char* kRemote = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

TEST(SamplingTest, TheRatiosThresholdIsInEverySpanOfATrace) {
    TelemetryConfig config = test_config();
    config.sampler = {.kind = SamplerConfig::Kind::TraceIdRatio, .ratio = 0.5};
    TestClient client(config);
    for (int i = 0; i < 200; ++i) {
        const auto root = client->span("root");
        const auto child = client->span("child");
        EXPECT_EQ(root.is_recording(), child.is_recording());
        EXPECT_EQ(root.context().trace_state.to_header(), root.is_recording() ? "ot=th:8" : "");
    }
    const Received received = client.receive();
    EXPECT_GT(received.spans.size(), 100U);
    EXPECT_LT(received.spans.size(), 300U);
    for (const Span& span : received.spans) {
        EXPECT_EQ(span.trace_state(), "ot=th:8");
        EXPECT_GE(static_cast<unsigned char>(span.trace_id()[9]), 0x80U);
    }
}

TEST(SamplingTest, SpansByIdHaveTheThresholdToo) {
    TelemetryConfig config = test_config();
    config.sampler = {.kind = SamplerConfig::Kind::TraceIdRatio, .ratio = 1};
    TestClient client(config);
    client->end_span(client->start_span("by id"));
    EXPECT_EQ(client.receive().span("by id").trace_state(), "ot=th:0");
}

TEST(SamplingTest, AnInconsistentThresholdFromElsewhereIsNotPassedOn) {
    TestClient client;
    SpanContext remote = *SpanContext::from_traceparent(kRemote);
    remote.trace_state = TraceState::from_header("ot=th:8,other=1");
    const auto span = client->span({.name = "served", .parent = remote});
    EXPECT_EQ(span.context().trace_state.to_header(), "other=1") << "its randomness begins with 0x48";
    remote.trace_state = TraceState::from_header("ot=th:4,other=1");
    const auto consistent = client->span({.name = "served", .parent = remote});
    EXPECT_EQ(consistent.context().trace_state.to_header(), "ot=th:4,other=1");
}

TEST(SamplingTest, ADelegateDecidesAboutRemoteParents) {
    TelemetryConfig config = test_config();
    config.sampler.remote_parent_sampled = {SamplerConfig::Kind::AlwaysOff};
    TestClient client(config);
    const auto remote = *SpanContext::from_traceparent(kRemote);
    {
        const auto served = client->span({.name = "served", .parent = remote});
        EXPECT_FALSE(served.is_recording());
        EXPECT_FALSE(served.context().is_sampled());
        EXPECT_EQ(served.context().trace_id, remote.trace_id);
        const auto below = client->span("below");
        EXPECT_FALSE(below.is_recording());
    }
    const auto root = client->span("root");
    EXPECT_TRUE(root.is_recording());
}

class TestSampler final : public Sampler {
public:
    using Decide = std::function<SamplingResult(const SamplingParameters&)>;
    explicit TestSampler(Decide decide) : decide_(std::move(decide)) {}
    SamplingResult should_sample(const SamplingParameters& parameters) override { return decide_(parameters); }

private:
    Decide decide_;
};

struct SampledClient {
    explicit SampledClient(TestSampler::Decide decide, std::vector<ScopeRule> rules = {}) {
        TelemetryConfig config = test_config();
        config.scope_rules = std::move(rules);
        ClientPorts ports;
        ports.exporter = std::make_unique<testing::InMemoryExporter>(record);
        ports.diagnostics = std::make_unique<SilentDiagnostics>();
        ports.sampler = std::make_unique<TestSampler>(std::move(decide));
        client.emplace(config, std::move(ports));
        client->initialize();
    }
    TelemetryFlowClient* operator->() { return &*client; }
    Received receive() {
        EXPECT_TRUE(client->flush().complete);
        return Received(*record);
    }

    std::shared_ptr<Record> record = std::make_shared<Record>();
    std::optional<TelemetryFlowClient> client;
};

TEST(SamplingTest, ASamplerOfOnesOwnKnowsWhatTheSpanBeginsWith) {
    std::vector<std::string> seen;
    SampledClient client([&](const SamplingParameters& span) {
        std::string text(span.name);
        text += " " + std::string(to_string(span.kind)) + " " + std::string(span.scope.name) + "/" +
                std::string(span.scope.version);
        text += span.parent.is_valid() ? " child" : " root";
        for (const Attribute& attribute : span.attributes)
            text += " " + std::string(attribute.key);
        text += " links:" + std::to_string(span.links.size());
        EXPECT_TRUE(span.trace_id.is_valid());
        seen.push_back(text);
        return SamplingResult{.decision = SamplingDecision::RecordAndSample};
    });
    const std::vector<SpanLink> links{{.context = *SpanContext::from_traceparent(kRemote)}};
    {
        const auto outer = client->span("outer", SpanKind::Server, {{"a", 1}, {"b", 2}});
        const auto inner = client->tracer({.name = "lib", .version = "3"}).span({.name = "inner", .links = links});
    }
    client->end_span(client->start_span("by id"));
    const std::vector<std::string> expected{"outer server telemetryflow/" + std::string(kVersion) + " root a b links:0",
                                            "inner internal lib/3 child links:1",
                                            "by id internal telemetryflow/" + std::string(kVersion) + " root links:0"};
    EXPECT_EQ(seen, expected);
    const Received received = client.receive();
    EXPECT_EQ(received.spans.size(), 3U);
    EXPECT_EQ(received.span("inner").links_size(), 1);
}

TEST(SamplingTest, ASamplersAttributesAndTracestateAreTheSpans) {
    SampledClient client([](const SamplingParameters& span) {
        SamplingResult result{.decision = SamplingDecision::RecordAndSample,
                              .attributes = {{"sampler.rule", "vip"}, {"user", "replaced"}}};
        if (!span.parent.is_valid()) result.trace_state = TraceState::from_header("own=1");
        return result;
    });
    {
        const auto root = client->span("root", SpanKind::Internal, {{"user", "given"}, {"kept", 1}});
        const auto child = client->span("child");
    }
    const Received received = client.receive();
    const std::map<std::string, std::string> expected{{"kept", "1"}, {"sampler.rule", "vip"}, {"user", "replaced"}};
    EXPECT_EQ(attributes_of(received.span("root")), expected);
    EXPECT_EQ(received.span("root").trace_state(), "own=1");
    EXPECT_EQ(received.span("child").trace_state(), "own=1") << "the parent's stays where the sampler says nothing";
}

TEST(SamplingTest, WhatIsRecordedOnlyIsNotExported) {
    SampledClient client([](const SamplingParameters& span) {
        return SamplingResult{.decision = span.name == "recorded"  ? SamplingDecision::RecordOnly
                                          : span.name == "dropped" ? SamplingDecision::Drop
                                                                   : SamplingDecision::RecordAndSample};
    });
    {
        const auto recorded = client->span("recorded");
        EXPECT_TRUE(recorded.is_recording());
        EXPECT_FALSE(recorded.context().is_sampled());
        const auto dropped = client->span("dropped");
        EXPECT_FALSE(dropped.is_recording());
        const auto sampled = client->span("sampled");
        EXPECT_TRUE(sampled.context().is_sampled());
    }
    const Received received = client.receive();
    ASSERT_EQ(received.spans.size(), 1U);
    EXPECT_EQ(received.spans[0].name(), "sampled");
    EXPECT_EQ(received.spans[0].flags() & 0xFFU, 3U) << "sampled, and the trace id is random";
    const SDKStatusResult status = client->get_status();
    EXPECT_EQ(status.of(SignalType::Traces).created, 1U);
    EXPECT_EQ(status.open_spans, 0U);
}

TEST(SamplingTest, ASamplerThatThrowsDropsTheSpanAndIsCounted) {
    SampledClient client([](const SamplingParameters&) -> SamplingResult { throw std::runtime_error("broken"); });
    {
        const auto span = client->span("s");
        EXPECT_FALSE(span.is_recording());
        EXPECT_TRUE(span.context().is_valid());
    }
    EXPECT_TRUE(client.receive().spans.empty());
    EXPECT_EQ(client->get_status().processor_failures, 1U);
}

TEST(SamplingTest, ASamplerIsNotAskedAboutWhatARuleLeavesOut) {
    int asked = 0;
    SampledClient client(
        [&](const SamplingParameters&) {
            ++asked;
            return SamplingResult{};
        },
        {{.scope_name = "off", .enable_traces = false}});
    { const auto span = client->tracer({.name = "off"}).span("s"); }
    EXPECT_EQ(asked, 0);
    { const auto span = client->tracer({.name = "on"}).span("s"); }
    EXPECT_EQ(asked, 1);
}

TEST(SamplingTest, TheBuildersSamplerBelongsToOneClient) {
    TelemetryFlowBuilder builder;
    builder.with_api_key("tfk_test", "tfs_test").with_endpoint("127.0.0.1:4317").with_service("test");
    builder.with_exporter(std::make_unique<testing::InMemoryExporter>(std::make_shared<Record>()));
    builder.with_sampler(std::make_unique<TestSampler>([](const SamplingParameters&) { return SamplingResult{}; }));
    {
        auto client = builder.build();
        client.initialize();
        const auto span = client.span("s");
        EXPECT_FALSE(span.is_recording()) << "the sampler's default is to drop";
    }
    builder.with_exporter(std::make_unique<testing::InMemoryExporter>(std::make_shared<Record>()));
    const BuildResult again = builder.try_build();
    ASSERT_EQ(again.faults.size(), 1U);
    EXPECT_NE(again.faults[0].find("with_sampler()"), std::string::npos);
}

}  // namespace
}  // namespace telemetryflow::tests
