// Which command every method of the client dispatches, with which fields and defaults; and what becomes of bad names.

#include <functional>
#include <limits>
#include <stdexcept>

#include <gtest/gtest.h>

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {
namespace {

// Hands each command to the check of the test, and notes its name.
class Watcher final : public Interceptor {
public:
    std::vector<std::string> names;
    std::function<void(const MessageCall&)> check;

    void intercept(MessageCall& call) override {
        names.emplace_back(call.name());
        if (check) check(call);
        call.proceed();
    }
};

class ClientCommandsTest : public ::testing::Test {
protected:
    ClientCommandsTest() { client_->command_bus().add_interceptor(watcher_); }

    // Runs `act` and passes the only command that it dispatches to `look`.
    template <class Command>
    void expect(const std::function<void()>& act, const std::function<void(const Command&)>& look) {
        watcher_->names.clear();
        int seen = 0;
        watcher_->check = [&](const MessageCall& call) {
            const Command* const command = call.get_if<Command>();
            ASSERT_NE(command, nullptr) << "instead there came a " << call.name();
            look(*command);
            ++seen;
        };
        act();
        watcher_->check = nullptr;
        EXPECT_EQ(seen, 1) << Command::kName;
        EXPECT_EQ(watcher_->names, std::vector<std::string>{std::string(Command::kName)});
    }
    std::uint64_t invalid_values() {
        const auto refused = client_->get_status().refused_measurements;
        const auto found = refused.find("invalid_value");
        return found == refused.end() ? 0 : found->second;
    }

    TestClient client_;
    std::shared_ptr<Watcher> watcher_ = std::make_shared<Watcher>();
};

TEST_F(ClientCommandsTest, IncrementCounterAddsOneByDefault) {
    expect<RecordCounterCommand>([&] { client_->increment_counter("n"); },
                                 [](const RecordCounterCommand& command) {
                                     EXPECT_EQ(command.name, "n");
                                     EXPECT_EQ(command.value, NumberValue(1));
                                     EXPECT_EQ(command.unit, "");
                                     EXPECT_EQ(command.attributes.size(), 0U);
                                 });
    expect<RecordCounterCommand>(
        [&] {
            client_->increment_counter("n", 2.5, {{"k", 1}}, "By");
        },
        [](const RecordCounterCommand& command) {
            EXPECT_EQ(command.value, NumberValue(2.5));
            EXPECT_EQ(command.unit, "By");
            EXPECT_EQ(command.attributes.size(), 1U);
        });
}

TEST_F(ClientCommandsTest, OtherMeasurementsCarryValueUnitAndAttributes) {
    expect<RecordMetricCommand>(
        [&] {
            client_->record_metric("m", 1.5, "ms", {{"k", 1}, {"l", 2}});
        },
        [](const RecordMetricCommand& command) {
            EXPECT_EQ(command.name, "m");
            EXPECT_EQ(command.value, 1.5);
            EXPECT_EQ(command.unit, "ms");
            EXPECT_EQ(command.attributes.size(), 2U);
        });
    expect<RecordGaugeCommand>(
        [&] {
            client_->record_gauge("g", -2, {{"k", 1}}, "Cel");
        },
        [](const RecordGaugeCommand& command) {
            EXPECT_EQ(command.name, "g");
            EXPECT_EQ(command.value.to_double(), -2);
            EXPECT_EQ(command.unit, "Cel");
            EXPECT_EQ(command.attributes.size(), 1U);
        });
    expect<RecordHistogramCommand>([&] { client_->record_histogram("h", 0.25, "s"); },
                                   [](const RecordHistogramCommand& command) {
                                       EXPECT_EQ(command.name, "h");
                                       EXPECT_EQ(command.value, 0.25);
                                       EXPECT_EQ(command.unit, "s");
                                       EXPECT_EQ(command.attributes.size(), 0U);
                                   });
}

TEST_F(ClientCommandsTest, LogsCarryTheSeverityOfTheirMethod) {
    const auto expect_severity = [&](SeverityLevel severity, const std::function<void()>& act) {
        expect<EmitLogCommand>(act, [&](const EmitLogCommand& command) {
            EXPECT_EQ(command.message, "m");
            EXPECT_EQ(command.severity, severity);
            EXPECT_EQ(command.timestamp_unix_nano, 0U);
            EXPECT_FALSE(command.span_context);
        });
    };
    expect_severity(SeverityLevel::Info, [&] { client_->log("m"); });
    expect_severity(SeverityLevel::Trace, [&] { client_->log_trace("m"); });
    expect_severity(SeverityLevel::Debug, [&] { client_->log_debug("m"); });
    expect_severity(SeverityLevel::Info, [&] { client_->log_info("m"); });
    expect_severity(SeverityLevel::Warn, [&] { client_->log_warn("m"); });
    expect_severity(SeverityLevel::Error, [&] { client_->log_error("m"); });
    expect_severity(SeverityLevel::Fatal, [&] { client_->log_fatal("m"); });
}

TEST_F(ClientCommandsTest, ABatchOfLogsIsOneCommand) {
    const std::vector<EmitLogCommand> logs(3, EmitLogCommand{.message = "m"});
    expect<EmitBatchLogsCommand>([&] { client_->log_batch(logs); },
                                 [&](const EmitBatchLogsCommand& command) { EXPECT_EQ(command.logs.size(), 3U); });
    EXPECT_EQ(client_->get_status().of(SignalType::Logs).created, 3U);
}

TEST_F(ClientCommandsTest, SpansByHandAreStartedAndEndedByTheirId) {
    SpanId id;
    expect<StartSpanCommand>(
        [&] {
            id = client_->start_span("s", SpanKind::Client, {{"k", 1}});
        },
        [](const StartSpanCommand& command) {
            EXPECT_EQ(command.name, "s");
            EXPECT_EQ(command.kind, SpanKind::Client);
            EXPECT_EQ(command.attributes.size(), 1U);
            EXPECT_FALSE(command.parent);
            EXPECT_FALSE(command.parent_span_id.is_valid());
            EXPECT_EQ(command.start_unix_nano, 0U);
            EXPECT_TRUE(command.links.empty());
        });
    ASSERT_TRUE(id.is_valid());
    expect<AddSpanEventCommand>([&] { client_->add_span_event(id, "e"); },
                                [&](const AddSpanEventCommand& command) {
                                    EXPECT_EQ(command.span_id, id);
                                    EXPECT_EQ(command.name, "e");
                                    EXPECT_EQ(command.timestamp_unix_nano, 0U);
                                });
    expect<EndSpanCommand>([&] { client_->end_span(id, std::out_of_range("far")); },
                           [&](const EndSpanCommand& command) {
                               EXPECT_EQ(command.span_id, id);
                               ASSERT_TRUE(command.error);
                               EXPECT_EQ(command.error->type, "std::out_of_range");
                               EXPECT_EQ(command.error->message, "far");
                               EXPECT_EQ(command.end_unix_nano, 0U);
                           });
    expect<EndSpanCommand>([&] { client_->end_span(id); },
                           [](const EndSpanCommand& command) { EXPECT_FALSE(command.error); });
}

TEST_F(ClientCommandsTest, AScopedSpanIsInternalByDefault) {
    expect<StartScopedSpanCommand>([&] { const telemetryflow::Span span = client_->span("s"); },
                                   [](const StartScopedSpanCommand& command) {
                                       EXPECT_EQ(command.name, "s");
                                       EXPECT_EQ(command.kind, SpanKind::Internal);
                                       EXPECT_FALSE(command.parent);
                                   });
}

TEST_F(ClientCommandsTest, LifecycleCommandsCarryTheirTimeouts) {
    using std::chrono::milliseconds;
    expect<FlushTelemetryCommand>(
        [&] { client_->flush(); },
        [](const FlushTelemetryCommand& command) { EXPECT_EQ(command.timeout, milliseconds(10'000)); });
    expect<FlushTelemetryCommand>(
        [&] { client_->flush(milliseconds(7)); },
        [](const FlushTelemetryCommand& command) { EXPECT_EQ(command.timeout, milliseconds(7)); });
    expect<ShutdownSDKCommand>([&] { client_->shutdown(milliseconds(77)); },
                               [](const ShutdownSDKCommand& command) { EXPECT_EQ(command.timeout, milliseconds(77)); });
    expect<InitializeSDKCommand>([&] { client_->initialize(); },
                                 [&](const InitializeSDKCommand& command) {
                                     ASSERT_NE(command.config, nullptr);
                                     EXPECT_EQ(command.config->service_name, "test-service");
                                 });
}

TEST_F(ClientCommandsTest, HandlesDispatchNothing) {
    client_->counter("n").add(1);
    client_->gauge("g").record(1);
    client_->histogram("h").record(1);
    client_->up_down_counter("u").add(-1);
    EXPECT_TRUE(watcher_->names.empty());
}

TEST_F(ClientCommandsTest, CallsWithoutANameAreRefusedAndCounted) {
    client_->increment_counter("");
    client_->record_gauge("", 1);
    client_->record_metric("", 1);
    client_->record_histogram("", 1);
    EXPECT_EQ(invalid_values(), 4U);
    EXPECT_TRUE(client_.receive().metrics.empty());
}

TEST_F(ClientCommandsTest, HandlesRefuseWhatTheirInstrumentCannotTake) {
    const Counter counter = client_->counter("n");
    counter.add(-1);
    counter.add(-0.5);
    counter.bind({}).add(-1);
    client_->gauge("g").record(std::numeric_limits<double>::quiet_NaN());
    client_->histogram("h").record(std::numeric_limits<double>::infinity());
    EXPECT_EQ(invalid_values(), 5U);
    for (const Metric& metric : client_.receive().metrics)
        EXPECT_EQ(metric.histogram().data_points_size() + metric.gauge().data_points_size(), 0) << metric.name();
}

TEST_F(ClientCommandsTest, ManyInstrumentsAreRefusedWithAnExplanation) {
    for (std::size_t i = 0; i < 10'000; ++i)
        static_cast<void>(client_->counter("n" + std::to_string(i)));
    EXPECT_NO_THROW(static_cast<void>(client_->counter("n0"))) << "a known one is still there";
    try {
        static_cast<void>(client_->counter("one.more"));
        FAIL() << "an instrument too many";
    } catch (const TelemetryFlowError& error) {
        EXPECT_NE(std::string(error.what()).find("too many instruments"), std::string::npos);
    }
    client_->increment_counter("one.more");
    EXPECT_EQ(invalid_values(), 1U);
}

}  // namespace
}  // namespace telemetryflow::tests
