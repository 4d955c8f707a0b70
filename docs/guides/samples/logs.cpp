// Quoted by docs/guides/logs.md.

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "telemetryflow/telemetryflow.hpp"

using namespace telemetryflow;

std::string rack_of_this_host();

void simple(TelemetryFlowClient& client) {
    // [simple]
    auto span = client.span("checkout");
    client.log_info("order placed", {{"order.id", "A-17"}, {"order.amount", 19.9}});  // carries the ids of "checkout"
    client.log_error("card declined");
    // [/simple]
}

void full(TelemetryFlowClient& client, std::uint64_t read_at, const SpanContext& context) {
    // [full]
    const std::array records{
        EmitLogCommand{.message = "read from a file", .timestamp_unix_nano = read_at},
        EmitLogCommand{.message = "of another span", .severity = SeverityLevel::Warn, .span_context = context},
        EmitLogCommand{.message = "page left", .attributes = {{"page", "/cart"}}, .event_name = "ui.page.leave"},
    };
    client.log_batch(records);
    // [/full]
}

TelemetryFlowBuilder& processed(TelemetryFlowBuilder& builder) {
    // [processor]
    class Cleaner final : public LogRecordProcessor {
    public:
        void on_emit(ReadWriteLogRecord& record) override {
            if (record.scope.name == "chatty" && record.severity < SeverityLevel::Warn) return record.drop();
            record.remove_attribute("password");
            record.set_attribute("host.rack", record.keep(rack_of_this_host()));
        }
    };
    builder.with_log_record_processor(std::make_unique<Cleaner>());
    // [/processor]
    return builder;
}
