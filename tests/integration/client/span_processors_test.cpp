// What span processors see of spans, and what they make of them.

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {
namespace {

struct Hooks {
    std::function<void(ReadWriteSpan&, const Context&)> start = [](ReadWriteSpan&, const Context&) {};
    std::function<void(ReadWriteSpan&)> ending = [](ReadWriteSpan&) {};
    std::function<void(const ReadableSpan&)> end = [](const ReadableSpan&) {};
    std::function<bool()> flush = [] { return true; };
};

class HookedProcessor final : public SpanProcessor {
public:
    explicit HookedProcessor(Hooks hooks) : hooks_(std::move(hooks)) {}

    void on_start(ReadWriteSpan& span, const Context& parent) override { hooks_.start(span, parent); }
    void on_ending(ReadWriteSpan& span) override { hooks_.ending(span); }
    void on_end(const ReadableSpan& span) override { hooks_.end(span); }
    bool force_flush(std::chrono::milliseconds) override { return hooks_.flush(); }

private:
    Hooks hooks_;
};

class DecidesByName final : public Sampler {
public:
    SamplingResult should_sample(const SamplingParameters& span) override {
        return {.decision = span.name == "recorded" ? SamplingDecision::RecordOnly : SamplingDecision::Drop};
    }
};

struct HookedClient {
    template <class... More>
    explicit HookedClient(Hooks first, More... more) {
        ClientPorts ports;
        ports.exporter = std::make_unique<testing::InMemoryExporter>(record);
        ports.diagnostics = std::make_unique<SilentDiagnostics>();
        ports.span_processors.push_back(std::make_unique<HookedProcessor>(std::move(first)));
        (take(ports, std::move(more)), ...);
        client.emplace(config, std::move(ports));
        client->initialize();
    }
    TelemetryFlowClient* operator->() { return &*client; }
    Received receive() {
        EXPECT_TRUE(client->flush().complete);
        return Received(*record);
    }

    std::shared_ptr<Record> record = std::make_shared<Record>();
    TelemetryConfig config = test_config();
    std::optional<TelemetryFlowClient> client;

private:
    static void take(ClientPorts& ports, Hooks hooks) {
        ports.span_processors.push_back(std::make_unique<HookedProcessor>(std::move(hooks)));
    }
    static void take(ClientPorts& ports, std::unique_ptr<Sampler> sampler) { ports.sampler = std::move(sampler); }
};

std::string text_of_value(const RecordedValue& value) {
    const auto list = [](const auto& values, auto&& text) {
        std::string all = "[";
        for (const auto& element : values)
            all += (all.size() > 1 ? "," : "") + text(element);
        return all + "]";
    };
    return std::visit(
        [&](const auto& held) -> std::string {
            using Held = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<Held, std::string_view>)
                return std::string(held);
            else if constexpr (std::is_same_v<Held, bool>)
                return held ? "true" : "false";
            else if constexpr (std::is_arithmetic_v<Held>)
                return std::to_string(held);
            else if constexpr (std::is_same_v<Held, std::span<const std::byte>>)
                return std::to_string(held.size()) + " bytes";
            else if constexpr (std::is_same_v<Held, std::vector<std::string_view>>)
                return list(held, [](std::string_view element) { return std::string(element); });
            else
                return list(held, [](auto element) { return std::to_string(element); });
        },
        value);
}

std::map<std::string, std::string> texts(const std::vector<RecordedAttribute>& attributes) {
    std::map<std::string, std::string> all;
    for (const RecordedAttribute& attribute : attributes)
        all[std::string(attribute.key)] = text_of_value(attribute.value);
    return all;
}

constexpr const char* kRemote = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

TEST(SpanProcessorsTest, ReadAllThatASpanHas) {
    const SpanContext remote = *SpanContext::from_traceparent(kRemote);
    int seen = 0;
    HookedClient client(Hooks{.end = [&](const ReadableSpan& span) {
        ++seen;
        EXPECT_EQ(span.name(), "renamed");
        EXPECT_EQ(span.kind(), SpanKind::Consumer);
        EXPECT_EQ(span.context().trace_id, remote.trace_id);
        EXPECT_EQ(span.parent_span_id(), remote.span_id);
        EXPECT_TRUE(span.parent_is_remote());
        EXPECT_EQ(span.scope().name, "lib");
        EXPECT_EQ(span.scope().version, "2");
        EXPECT_EQ(span.start_unix_nano(), 1'000U);
        EXPECT_EQ(span.end_unix_nano(), 2'000U);
        EXPECT_EQ(span.status(), SpanStatus::Error);
        EXPECT_EQ(span.status_description(), "it broke");
        const std::map<std::string, std::string> expected{
            {"text", "value"},     {"empty", ""},      {"flag", "true"},   {"number", "-5"},
            {"ratio", "0.500000"}, {"bools", "[1,0]"}, {"ints", "[1,-2]"}, {"doubles", "[1.500000]"},
            {"texts", "[a,b]"},    {"none", "[]"}};
        EXPECT_EQ(texts(span.attributes()), expected);
        EXPECT_EQ(std::get<std::string_view>(*span.attribute("text")), "value");
        EXPECT_FALSE(span.attribute("texx"));
        const std::vector<RecordedEvent> events = span.events();
        ASSERT_EQ(events.size(), 2U);
        EXPECT_EQ(events[0].name, "first");
        EXPECT_EQ(events[0].time_unix_nano, 1'500U);
        EXPECT_EQ(texts(events[0].attributes), (std::map<std::string, std::string>{{"k", "1"}}));
        EXPECT_EQ(events[1].name, "second");
        const std::vector<RecordedLink> links = span.links();
        ASSERT_EQ(links.size(), 1U);
        EXPECT_EQ(links[0].context.trace_id, remote.trace_id);
        EXPECT_EQ(links[0].context.span_id, remote.span_id);
        EXPECT_TRUE(links[0].context.is_remote);
        EXPECT_EQ(links[0].context.trace_state.to_header(), "a=1");
        EXPECT_EQ(texts(links[0].attributes), (std::map<std::string, std::string>{{"why", "batch"}}));
        EXPECT_EQ(span.dropped_attributes() + span.dropped_events() + span.dropped_links(), 0U);
    }});
    SpanContext linked = remote;
    linked.trace_state = TraceState::from_header("a=1");
    const std::vector<Attribute> of_link{{"why", "batch"}};
    const std::vector<SpanLink> links{{.context = linked, .attributes = of_link}};
    auto span = client->tracer({.name = "lib", .version = "2"})
                    .span({.name = "given",
                           .kind = SpanKind::Consumer,
                           .attributes = {{"text", "value"}, {"empty", ""}, {"flag", true}, {"number", -5}},
                           .parent = remote,
                           .start_unix_nano = 1'000,
                           .links = links});
    span.set_attribute("ratio", 0.5)
        .set_attribute("bools", std::vector<std::int32_t>{1, 0})
        .set_attribute("ints", std::vector<std::int64_t>{1, -2})
        .set_attribute("doubles", std::vector<double>{1.5})
        .set_attribute("texts", std::vector<std::string>{"a", "b"})
        .set_attribute("none", std::vector<double>{})
        .add_event("first", {{"k", 1}}, 1'500)
        .add_event("second")
        .set_status(SpanStatus::Error, "it broke")
        .update_name("renamed");
    span.end(2'000);
    EXPECT_EQ(seen, 1);
    EXPECT_EQ(client.receive().span("renamed").links_size(), 1);
}

TEST(SpanProcessorsTest, SeeASpanAsItIsWhenItBegins) {
    std::vector<std::string> seen;
    HookedClient client(Hooks{.start = [&](ReadWriteSpan& span, const Context& parent) {
        seen.push_back(std::string(span.name()) + (parent.is_valid() ? " child" : " root") + " " +
                       std::to_string(span.attributes().size()) + " " + std::to_string(span.links().size()) + " " +
                       std::string(parent.baggage.get("user").value_or("nobody")));
        EXPECT_EQ(span.parent_span_id(), parent.span_id);
        EXPECT_EQ(span.end_unix_nano(), 0U);
        EXPECT_GT(span.start_unix_nano(), 0U);
    }});
    const std::vector<SpanLink> links{{.context = *SpanContext::from_traceparent(kRemote)}};
    {
        const auto root = client->span({.name = "root", .attributes = {{"a", 1}}, .links = links});
        const ContextGuard guard = client->attach(Baggage().with("user", "ann"));
        const auto child = client->span("child");
    }
    client->end_span(client->start_span("by id"));
    EXPECT_EQ(seen, (std::vector<std::string>{"root root 1 1 nobody", "child child 0 0 ann", "by id root 0 0 nobody"}));
}

TEST(SpanProcessorsTest, ChangeASpanUntilItEnds) {
    HookedClient client(Hooks{.start =
                                  [](ReadWriteSpan& span, const Context&) {
                                      span.set_attribute("tenant", "t1");
                                      span.set_attribute("replaced", "by the processor");
                                  },
                              .ending =
                                  [](ReadWriteSpan& span) {
                                      EXPECT_GT(span.end_unix_nano(), 0U);
                                      EXPECT_EQ(std::get<std::string_view>(*span.attribute("secret")), "x");
                                      span.set_attribute("secret", "***");
                                      span.add_event("checked", {{"k", 1}});
                                      span.add_link(*SpanContext::from_traceparent(kRemote));
                                      span.update_name("renamed " + std::string(span.name()));
                                      span.set_status(SpanStatus::Error, "too slow");
                                  }},
                        Hooks{.end = [](const ReadableSpan& span) {
                            EXPECT_EQ(span.name(), "renamed work") << "processors see what those before them did";
                            EXPECT_EQ(span.events().size(), 1U);
                        }});
    {
        auto span = client->span("work", SpanKind::Internal, {{"replaced", "given"}});
        span.set_attribute("secret", "x");
    }
    const Received received = client.receive();
    const Span& span = received.span("renamed work");
    const std::map<std::string, std::string> expected{
        {"tenant", "t1"}, {"replaced", "by the processor"}, {"secret", "***"}};
    EXPECT_EQ(attributes_of(span), expected);
    EXPECT_EQ(span.events(0).name(), "checked");
    EXPECT_EQ(span.links_size(), 1);
    EXPECT_EQ(span.status().message(), "too slow");
}

TEST(SpanProcessorsTest, AreNotPartOfTheSpansTime) {
    constexpr std::chrono::milliseconds kLong{30};
    std::uint64_t said = 0;
    HookedClient client(Hooks{.ending =
                                  [&](ReadWriteSpan& span) {
                                      said = span.end_unix_nano();
                                      std::this_thread::sleep_for(kLong);
                                  },
                              .end = [&](const ReadableSpan& span) { EXPECT_EQ(span.end_unix_nano(), said); }});
    { const auto span = client->span("s"); }
    EXPECT_EQ(client.receive().span("s").end_time_unix_nano(), said);
}

TEST(SpanProcessorsTest, SeeWhatIsRecordedOnlyAndNotWhatIsDropped) {
    std::vector<std::string> ended;
    HookedClient client(Hooks{.end = [&](const ReadableSpan& span) { ended.emplace_back(span.name()); }},
                        std::unique_ptr<Sampler>(std::make_unique<DecidesByName>()));
    { const auto span = client->span("recorded"); }
    { const auto span = client->span("dropped"); }
    client->end_span(client->start_span("recorded"));
    EXPECT_EQ(ended, (std::vector<std::string>{"recorded", "recorded"}));
    EXPECT_TRUE(client.receive().spans.empty());
}

TEST(SpanProcessorsTest, ExceptionsAreCountedAndHarmNothing) {
    int later = 0;
    const auto fail = [](auto&&...) { throw std::runtime_error("broken"); };
    HookedClient client(Hooks{.start = fail, .ending = fail, .end = fail},
                        Hooks{.start = [&](ReadWriteSpan&, const Context&) { ++later; },
                              .ending = [&](ReadWriteSpan&) { ++later; },
                              .end = [&](const ReadableSpan&) { ++later; }});
    { const auto span = client->span("s"); }
    EXPECT_EQ(client.receive().spans.size(), 1U);
    EXPECT_EQ(later, 3);
    EXPECT_EQ(client->get_status().processor_failures, 3U);
}

TEST(SpanProcessorsTest, MayRecordSpansThemselvesWithoutSeeingThem) {
    TelemetryFlowClient* known = nullptr;
    int started = 0;
    HookedClient client(Hooks{.start =
                                  [&](ReadWriteSpan&, const Context&) {
                                      ++started;
                                      const auto span = known->span("inside");
                                  },
                              .end = [&](const ReadableSpan& span) { EXPECT_EQ(span.name(), "outside"); }});
    known = &*client.client;
    { const auto span = client->span("outside"); }
    EXPECT_EQ(client.receive().spans.size(), 2U);
    EXPECT_EQ(started, 1);
}

TEST(SpanProcessorsTest, AreCalledOnceHoweverOftenASpanIsEnded) {
    int ended = 0;
    HookedClient client(Hooks{.end = [&](const ReadableSpan&) { ++ended; }});
    auto span = client->span("s");
    span.end();
    span.end();
    const SpanId id = client->start_span("by id");
    client->end_span(id);
    client->end_span(id);
    EXPECT_EQ(ended, 2);
    EXPECT_EQ(client.receive().spans.size(), 2U);
}

TEST(SpanProcessorsTest, SeeSpansThatEndOnOtherThreads) {
    std::vector<std::thread::id> threads;
    HookedClient client(
        Hooks{.start = [&](ReadWriteSpan&, const Context&) { threads.push_back(std::this_thread::get_id()); },
              .end = [&](const ReadableSpan&) { threads.push_back(std::this_thread::get_id()); }});
    auto span = client->span("s");
    span.detach();
    std::thread([moved = std::move(span)]() mutable { moved.end(); }).join();
    ASSERT_EQ(threads.size(), 2U);
    EXPECT_EQ(threads[0], std::this_thread::get_id());
    EXPECT_NE(threads[1], threads[0]);
}

TEST(SpanProcessorsTest, AreFlushedWithTheClientAndTellWhatIsLeft) {
    int flushes = 0;
    HookedClient client(Hooks{.flush = [&]() -> bool {
        if (++flushes == 2) throw std::runtime_error("broken");
        return true;
    }});
    { const auto span = client->span("s"); }
    EXPECT_TRUE(client->flush().complete);
    EXPECT_FALSE(client->flush().complete);
    EXPECT_EQ(client->get_status().processor_failures, 1U);
    EXPECT_TRUE(client->shutdown().complete);
    EXPECT_EQ(flushes, 3);
}

}  // namespace
}  // namespace telemetryflow::tests
