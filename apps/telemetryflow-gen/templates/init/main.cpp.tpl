#include <iostream>

@if logs
#include "telemetry/logs.hpp"
@end
@if metrics
#include "telemetry/metrics.hpp"
@end
#include "telemetry/telemetry.hpp"
@if traces
#include "telemetry/traces.hpp"
@end

int main() {
    // Without telemetry the program does its work all the same.
    telemetry::init();
    {
@if traces
        const telemetryflow::Span span = telemetry::traces::span("start");
@end
@if metrics
        telemetry::metrics::increment_counter("starts");
@end
@if logs
        telemetry::logs::info("started");
@end
        std::cout << "hello from @{service|cpp}\n";
    }
    // Delivers what is left.
    return telemetry::shutdown() ? 0 : 1;
}
