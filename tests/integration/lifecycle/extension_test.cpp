// What users add: interceptors, commands and queries of their own, exporters.

#include <algorithm>
#include <atomic>
#include <set>

#include "integration/lifecycle/lifecycle_client.hpp"

namespace telemetryflow::tests {
namespace {

class NameKeeper final : public CommandInterceptor {
public:
    void intercept(CommandCall& call) override {
        names.insert(std::string(call.name()));
        call.proceed();
    }
    std::multiset<std::string> names;
};

TEST(ExtensionTest, ShowsAnInterceptorEveryBuiltInCommand) {
    auto backend = std::make_shared<Backend>();
    TelemetryFlowClient client = make_client(backend);
    const auto keeper = std::make_shared<NameKeeper>();
    client.command_bus().add_interceptor(keeper);
    client.initialize();
    client.record_metric("m", 1);
    client.increment_counter("c");
    client.record_gauge("g", 1);
    client.record_histogram("h", 1);
    client.log_info("l");
    const EmitLogCommand logs[2];
    client.log_batch(logs);
    { const Span span = client.span("s"); }
    const SpanId id = client.start_span("m");
    client.add_span_event(id, "e");
    client.end_span(id);
    client.flush();
    client.shutdown();
    const std::multiset<std::string> expected = {
        "InitializeSDKCommand",   "RecordMetricCommand", "RecordCounterCommand", "RecordGaugeCommand",
        "RecordHistogramCommand", "EmitLogCommand",      "EmitBatchLogsCommand", "StartScopedSpanCommand",
        "StartSpanCommand",       "AddSpanEventCommand", "EndSpanCommand",       "FlushTelemetryCommand",
        "ShutdownSDKCommand"};
    EXPECT_EQ(keeper->names, expected);
    EXPECT_EQ(client.get_status().commands_vetoed, 0U);
}

class Censor final : public CommandInterceptor {
public:
    void intercept(CommandCall& call) override {
        if (const auto* log = call.get_if<EmitLogCommand>()) {
            if (log->message.find("secret") != std::string_view::npos) return;
            std::vector<Attribute> attributes(log->attributes.begin(), log->attributes.end());
            attributes.push_back({"enriched.by", "interceptor"});
            EmitLogCommand enriched = *log;
            enriched.attributes = attributes;
            call.proceed_with(enriched);
            return;
        }
        if (call.name() == "StartSpanCommand") return;
        if (call.name() == "RecordGaugeCommand") throw std::runtime_error("broken interceptor");
        call.proceed();
    }
};

TEST(ExtensionTest, LetsAnInterceptorVetoAndEnrichWhatIsSent) {
    LifecycleClient client;
    const auto censor = std::make_shared<Censor>();
    client->command_bus().add_interceptor(censor);
    client->log_info("a secret");
    client->log_info("public", {{"own", 1}});
    EXPECT_FALSE(client->start_span("vetoed").is_valid());
    client->record_gauge("still.recorded", 1);
    EXPECT_TRUE(client->flush().complete);
    EXPECT_FALSE(client.backend->received("a secret"));
    EXPECT_TRUE(client.backend->received("public"));
    EXPECT_TRUE(client.backend->received("enriched.by"));
    EXPECT_TRUE(client.backend->received("still.recorded"));
    const SDKStatusResult status = client->get_status();
    EXPECT_EQ(status.commands_vetoed, 2U);
    EXPECT_EQ(status.interceptor_failures, 1U);
    EXPECT_EQ(status.of(SignalType::Logs).created, 1U);

    EXPECT_TRUE(client->command_bus().remove_interceptor(censor));
    client->log_info("another secret");
    EXPECT_TRUE(client->flush().complete);
    EXPECT_TRUE(client.backend->received("another secret"));
}

struct PlaceOrderCommand {
    static constexpr std::string_view kName = "PlaceOrderCommand";
    using Result = int;
    int items = 0;
};

struct CountOrdersQuery {
    static constexpr std::string_view kName = "CountOrdersQuery";
    using Result = std::string;
};

TEST(ExtensionTest, DispatchesCommandsAndQueriesOfTheUsersOwn) {
    LifecycleClient client;
    EXPECT_THROW(client->command_bus().dispatch(PlaceOrderCommand{}), TelemetryFlowError);
    EXPECT_THROW(client->query(CountOrdersQuery{}), TelemetryFlowError);
    int placed = 0;
    client->command_bus().register_handler<PlaceOrderCommand>([&](const PlaceOrderCommand& command) {
        placed += command.items;
        client->increment_counter("orders.placed", command.items);
        return placed;
    });
    client->query_bus().register_handler<CountOrdersQuery>(
        [&](const CountOrdersQuery&) { return "orders: " + std::to_string(placed); });
    const auto keeper = std::make_shared<NameKeeper>();
    client->command_bus().add_interceptor(keeper);
    EXPECT_EQ(client->command_bus().dispatch(PlaceOrderCommand{3}), 3);
    EXPECT_EQ(client->query(CountOrdersQuery{}), "orders: 3");
    EXPECT_EQ(keeper->names.count("PlaceOrderCommand"), 1U);
    EXPECT_TRUE(client->flush().complete);
    EXPECT_TRUE(client.backend->received("orders.placed"));
    EXPECT_TRUE(client->command_bus().unregister_handler<PlaceOrderCommand>());
    EXPECT_THROW(client->command_bus().dispatch(PlaceOrderCommand{}), TelemetryFlowError);
}

TEST(ExtensionTest, LetsAnExporterRecordWithItsOwnClient) {
    LifecycleClient client;
    std::atomic<int> recorded{0};
    client.backend->answer([&](const ExportRequest& request) {
        if (request.signal == SignalType::Logs && recorded++ == 0) client->log_info("from within the exporter");
        return result(ExportOutcome::Delivered);
    });
    client->log_info("outside");
    EXPECT_TRUE(client->flush().complete);
    EXPECT_TRUE(client->flush().complete);
    EXPECT_TRUE(client.backend->received("from within the exporter"));
    expect_balanced(client->get_status());
}

}  // namespace
}  // namespace telemetryflow::tests
