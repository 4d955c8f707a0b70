// A client becomes what the global providers record with, and stops being so.

#include <thread>

#include <gtest/gtest.h>

#include "integration/bridge/bridged_client.hpp"

namespace telemetryflow::tests {
namespace {

TEST(BridgeInstallTest, NothingIsRecordedBeforeAndAfterwards) {
    TestClient client;
    global_tracer()->StartSpan("before")->End();
    bridge::install(client.client);
    global_tracer()->StartSpan("between")->End();
    bridge::uninstall();
    global_tracer()->StartSpan("after")->End();
    global_logger()->Info("after");
    global_meter()->CreateUInt64Counter("after")->Add(1);
    const Received received = client.receive();
    ASSERT_EQ(received.spans.size(), 1U);
    EXPECT_EQ(received.spans[0].name(), "between");
    EXPECT_TRUE(received.logs.empty());
    EXPECT_TRUE(received.metrics.empty());
}

TEST(BridgeInstallTest, MayBeUndoneTwice) {
    bridge::uninstall();
    TestClient client;
    bridge::install(client.client);
    bridge::uninstall();
    bridge::uninstall();
}

TEST(BridgeInstallTest, AnotherClientTakesTheFirstOnesPlace) {
    TestClient first;
    TestClient second;
    bridge::install(first.client);
    global_tracer()->StartSpan("first")->End();
    bridge::install(second.client);
    global_tracer()->StartSpan("second")->End();
    bridge::uninstall();
    EXPECT_EQ(first.receive().spans.size(), 1U);
    EXPECT_EQ(second.receive().spans.size(), 1U);
    EXPECT_EQ(Received(*second.record).spans[0].name(), "second");
}

TEST(BridgeInstallTest, RefusesAClientThatWasNeverInitialized) {
    TelemetryFlowClient client(test_config());
    EXPECT_THROW(bridge::install(client), NotInitializedError);
    EXPECT_FALSE(global_tracer()->StartSpan("nothing")->IsRecording());
}

TEST(BridgeInstallTest, WhatLibrariesKeptOutlivesTheClient) {
    std::shared_ptr<Record> record;
    api::nostd::shared_ptr<api::trace::Tracer> tracer;
    api::nostd::shared_ptr<api::trace::Span> open;
    api::nostd::shared_ptr<api::logs::Logger> logger;
    api::nostd::unique_ptr<api::metrics::Counter<std::uint64_t>> counter;
    {
        BridgedClient client;
        record = client.record;
        tracer = global_tracer();
        logger = global_logger();
        counter = global_meter()->CreateUInt64Counter("kept");
        open = tracer->StartSpan("open");
    }
    open->SetAttribute("late", 1);
    open->End();
    tracer->StartSpan("late")->End();
    logger->Info("late");
    counter->Add(1);
    EXPECT_TRUE(Received(*record).spans.empty());
}

TEST(BridgeInstallTest, AThreadMayEndWithAContextThatIsNeverDetached) {
    BridgedClient client;
    api::nostd::unique_ptr<api::context::Token> kept;
    std::thread([&] {
        const auto span = global_tracer()->StartSpan("span");
        kept = api::context::RuntimeContext::Attach(
            api::context::RuntimeContext::GetCurrent().SetValue(api::trace::kSpanKey, span));
    }).join();
    EXPECT_FALSE(api::trace::Tracer::GetCurrentSpan()->GetContext().IsValid());
    EXPECT_FALSE(api::context::RuntimeContext::Detach(*kept)) << "it went with its thread";
    kept.reset();
    EXPECT_EQ(client.receive().spans.size(), 1U);
}

}  // namespace
}  // namespace telemetryflow::tests
