#include "telemetry/metrics.hpp"

#include "telemetry/telemetry.hpp"

namespace telemetry::metrics {

void increment_counter(std::string_view name, telemetryflow::NumberValue value, telemetryflow::Attributes attributes,
                       std::string_view unit) {
    if (auto* client = telemetry::client()) client->increment_counter(name, value, attributes, unit);
}

void record_gauge(std::string_view name, double value, telemetryflow::Attributes attributes, std::string_view unit) {
    if (auto* client = telemetry::client()) client->record_gauge(name, value, attributes, unit);
}

void record_histogram(std::string_view name, double value, std::string_view unit,
                      telemetryflow::Attributes attributes) {
    if (auto* client = telemetry::client()) client->record_histogram(name, value, unit, attributes);
}

}  // namespace telemetry::metrics
