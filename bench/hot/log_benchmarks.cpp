// Log records, alone and within a span.

#include <optional>

#include "hot/burst.hpp"

namespace telemetryflow::bench {
namespace {

void log_records(benchmark::State& state, bool within_span) {
    TelemetryFlowClient& client = recording_client();
    std::optional<Span> span;
    if (within_span) span = client.span("handle request");
    measure(state, client, kRecordBurst, [&] {
        client.log_info("user logged in", {{"user.id", "u-12345"}, {"attempt", 1}});
    });
}

BENCHMARK_CAPTURE(log_records, alone, false)->Name("log/2_attributes")->Apply(threads_1_and_2);
BENCHMARK_CAPTURE(log_records, within_span, true)->Name("log/2_attributes/in_span")->Apply(threads_1_and_2);

}  // namespace
}  // namespace telemetryflow::bench
