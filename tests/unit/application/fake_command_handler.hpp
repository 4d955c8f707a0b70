#pragma once

// Handles every built-in command by noting the last one of each kind and counting all. Not thread-safe.

#include <cstddef>
#include <stdexcept>
#include <string_view>

#include "telemetryflow/application/command_bus.hpp"

namespace telemetryflow::test {

struct FakeCommandHandler {
    static constexpr SpanId kStartedSpan{{1, 2, 3, 4, 5, 6, 7, 8}};
    static constexpr FlushResult kFlushed{.complete = true, .left_items = 3, .unended_spans = 1};

    std::size_t handled = 0;
    std::string_view last_name;
    std::string_view last_unit;
    std::string_view last_message;
    NumberValue last_value = 0;
    std::size_t last_attribute_count = 0;
    std::string_view last_attribute_key;
    const TelemetryConfig* last_config = nullptr;
    SpanId last_span;
    bool throws = false;

    void handle(const InitializeSDKCommand& command) {
        note(command);
        last_config = command.config;
    }
    FlushResult handle(const ShutdownSDKCommand& command) {
        note(command);
        return kFlushed;
    }
    FlushResult handle(const FlushTelemetryCommand& command) {
        note(command);
        return kFlushed;
    }
    void handle(const RecordMetricCommand& command) { note_measurement(command); }
    void handle(const RecordCounterCommand& command) { note_measurement(command); }
    void handle(const RecordGaugeCommand& command) { note_measurement(command); }
    void handle(const RecordHistogramCommand& command) { note_measurement(command); }
    void handle(const EmitLogCommand& command) {
        note(command);
        last_message = command.message;
    }
    void handle(const EmitBatchLogsCommand& command) {
        for (const auto& log : command.logs)
            handle(log);
        note(command);
    }
    SpanId handle(const StartSpanCommand& command) {
        note(command);
        return kStartedSpan;
    }
    void handle(const EndSpanCommand& command) {
        note(command);
        last_span = command.span_id;
    }
    void handle(const AddSpanEventCommand& command) {
        note(command);
        last_span = command.span_id;
    }

private:
    template <class C>
    void note(const C&) {
        if (throws) throw std::runtime_error("the handler failed");
        ++handled;
        last_name = C::kName;
    }

    template <class C>
    void note_measurement(const C& command) {
        note(command);
        last_value = command.value;
        last_unit = command.unit;
        last_attribute_count = command.attributes.size();
        if (!command.attributes.empty()) last_attribute_key = command.attributes.begin()->key;
    }
};

using FakeCommandBus = BasicCommandBus<FakeCommandHandler>;

/// Dispatches one command of every built-in type and returns how many those are.
inline std::size_t dispatch_every_command(FakeCommandBus& bus) {
    const EmitLogCommand log{.message = "m"};
    bus.dispatch(InitializeSDKCommand{});
    bus.dispatch(RecordMetricCommand{.name = "m", .value = 1.5});
    bus.dispatch(RecordCounterCommand{.name = "c"});
    bus.dispatch(RecordGaugeCommand{.name = "g", .value = 2});
    bus.dispatch(RecordHistogramCommand{.name = "h", .value = 0.1, .unit = "s"});
    bus.dispatch(log);
    bus.dispatch(EmitBatchLogsCommand{.logs = {&log, 1}});
    const auto span = bus.dispatch(StartSpanCommand{.name = "s"});
    bus.dispatch(AddSpanEventCommand{.span_id = span, .name = "e"});
    bus.dispatch(EndSpanCommand{.span_id = span});
    bus.dispatch(FlushTelemetryCommand{});
    bus.dispatch(ShutdownSDKCommand{});
    return 12;
}

}  // namespace telemetryflow::test
