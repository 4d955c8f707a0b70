#include "telemetryflow/integration/duration_histogram.hpp"

#include "telemetryflow/client.hpp"

namespace telemetryflow::integration {

DurationHistogram::DurationHistogram(TelemetryFlowClient& client, std::string_view name, std::string_view description,
                                     std::initializer_list<double> boundaries)
    : client_(client), name_(name), options_{.unit = "s", .description = description, .boundaries = boundaries} {}

void DurationHistogram::record(double seconds, Attributes attributes) noexcept try {
    if (const Histogram* made = histogram_.get([this] { return client_.histogram(name_, options_); }))
        made->record(seconds, attributes);
} catch (...) {
    // Nothing is recorded, and the program that is measured goes on.
}

}  // namespace telemetryflow::integration
