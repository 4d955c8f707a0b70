// Clients that are moved, several clients at once, and handles that live longer than what made them.

#include <optional>
#include <sstream>
#include <thread>

#include "integration/lifecycle/lifecycle_client.hpp"

namespace telemetryflow::tests {
namespace {

using namespace std::chrono_literals;

TEST(OwnershipTest, MovesAClientWithAllItHas) {
    auto backend = std::make_shared<Backend>();
    TelemetryFlowClient first = make_client(backend);
    first.initialize();
    first.log_info("one");
    TelemetryFlowClient second = std::move(first);
    EXPECT_FALSE(first.is_initialized());
    EXPECT_THROW(first.log_info("lost"), NotInitializedError);
    EXPECT_THROW(first.initialize(), NotInitializedError);
    EXPECT_TRUE(second.is_initialized());
    second.log_info("two");
    EXPECT_TRUE(second.flush().complete);
    EXPECT_TRUE(backend->received("one"));
    EXPECT_TRUE(backend->received("two"));
}

TEST(OwnershipTest, ShutsTheClientDownThatIsMovedOver) {
    auto old_backend = std::make_shared<Backend>();
    auto new_backend = std::make_shared<Backend>();
    TelemetryFlowClient client = make_client(old_backend);
    client.initialize();
    client.log_info("old");
    TelemetryFlowClient next = make_client(new_backend);
    next.initialize();
    next.log_info("new");
    client = std::move(next);
    EXPECT_TRUE(old_backend->received("old"));
    client.flush();
    EXPECT_TRUE(new_backend->received("new"));
}

TEST(OwnershipTest, PrintsAClientAlsoOneThatWasMovedFrom) {
    TelemetryFlowClient client = make_client(std::make_shared<Backend>());
    std::ostringstream text;
    text << client;
    EXPECT_NE(text.str().find("test-service"), std::string::npos);
    EXPECT_NE(text.str().find("not initialized"), std::string::npos);
    EXPECT_EQ(text.str().find("topsecret"), std::string::npos);
    const TelemetryFlowClient moved = std::move(client);
    std::ostringstream empty;
    empty << client;
    EXPECT_NE(empty.str().find("not initialized"), std::string::npos);
}

TEST(OwnershipTest, RefusesStatusAndBusesOfAClientThatWasMovedFrom) {
    TelemetryFlowClient client = make_client(std::make_shared<Backend>());
    const TelemetryFlowClient moved = std::move(client);
    EXPECT_THROW(static_cast<void>(client.get_status()), NotInitializedError);
    EXPECT_THROW(static_cast<void>(client.command_bus()), NotInitializedError);
    EXPECT_THROW(client.query(GetHealthQuery{}), NotInitializedError);
    EXPECT_THROW(static_cast<void>(client.config()), NotInitializedError);
}

TEST(OwnershipTest, DeliversWithItsDestructor) {
    auto backend = std::make_shared<Backend>();
    {
        TelemetryFlowClient client = make_client(backend);
        client.initialize();
        client.log_info("goodbye");
    }
    EXPECT_TRUE(backend->received("goodbye"));
}

TEST(OwnershipTest, LetsHandlesOutliveTheClient) {
    std::optional<TelemetryFlowClient> client = make_client(std::make_shared<Backend>());
    client->initialize();
    const Counter counter = client->counter("c");
    const BoundCounter bound = counter.bind({{"a", 1}});
    const Gauge gauge = client->gauge("g");
    const BoundHistogram histogram = client->histogram("h").bind({});
    Span span = client->span("s");
    const ContextGuard guard = client->attach(span.context());
    bound.add(1);
    client.reset();
    counter.add(1, {{"b", 2}});
    bound.add(1);
    gauge.record(1);
    histogram.record(1);
    static_cast<void>(counter.bind({{"c", 3}}));
    span.add_event("orphaned");
    span.end();
    std::thread([&] {
        bound.add(1);
        counter.add(1, {{"b", 2}});
    }).join();
}

TEST(OwnershipTest, LetsHandlesRecordAgainAfterReinitialization) {
    LifecycleClient client;
    const Counter counter = client->counter("kept.counter");
    const BoundCounter bound = counter.bind({{"a", 1}});
    bound.add(1);
    client->shutdown();
    bound.add(100);
    client->initialize();
    bound.add(1);
    counter.add(1, {{"a", 2}});
    const std::size_t before = client.backend->attempts().size();
    EXPECT_TRUE(client->flush().complete);
    ASSERT_GT(client.backend->attempts().size(), before);
    EXPECT_NE(client.backend->attempts().back().body.find("kept.counter"), std::string::npos);
    EXPECT_EQ(client->get_status().refused_measurements.at("after_shutdown"), 1U);
}

TEST(OwnershipTest, KeepsTwoClientsApart) {
    LifecycleClient one;
    LifecycleClient two;
    const Span outer = one->span("outer.of.one");
    const Span other = two->span("root.of.two");
    EXPECT_NE(outer.context().trace_id, other.context().trace_id);
    EXPECT_EQ(one->current_context(), outer.context());
    EXPECT_EQ(two->current_context(), other.context());
    one->log_info("log.of.one");
    two->log_info("log.of.two");
    one->increment_counter("c.one");
    one->shutdown();
    two->increment_counter("c.two");
    EXPECT_TRUE(two->flush().complete);
    EXPECT_TRUE(one.backend->received("log.of.one"));
    EXPECT_FALSE(one.backend->received("log.of.two"));
    EXPECT_TRUE(two.backend->received("log.of.two"));
    EXPECT_TRUE(two.backend->received("c.two"));
    EXPECT_FALSE(two.backend->received("c.one"));
}

TEST(OwnershipTest, ForgetsClientsThatAreGoneOnAThreadThatLivesOn) {
    for (int i = 0; i < 200; ++i) {
        LifecycleClient client;
        client->log_info("one of many");
        client->increment_counter("c");
        EXPECT_EQ(client->get_status().threads, 1U);
    }
}

TEST(OwnershipTest, LetsAGuardEndAfterItsThread) {
    LifecycleClient client;
    std::optional<ContextGuard> guard;
    Span span;
    std::thread([&] {
        span = client->span("made on a thread that ended");
        guard.emplace(client->attach(span.context()));
    }).join();
    guard.reset();
    span.end();
    EXPECT_TRUE(client->flush().complete);
    EXPECT_TRUE(client.backend->received("made on a thread that ended"));
}

TEST(OwnershipTest, LetsASpanEndOnAnotherThread) {
    LifecycleClient client;
    {
        Span span = client->span("moved");
        std::thread([taken = std::move(span)]() mutable { taken.end(); }).join();
        EXPECT_FALSE(client->current_context().is_valid());
        const Span next = client->span("next");
        EXPECT_TRUE(next.is_recording());
    }
    EXPECT_TRUE(client->flush().complete);
    EXPECT_EQ(client->get_status().of(SignalType::Traces).delivered, 2U);
    expect_balanced(client->get_status());
}

}  // namespace
}  // namespace telemetryflow::tests
