#include "telemetryflow/integration/duration_histogram.hpp"

#include "telemetryflow/client.hpp"

namespace telemetryflow::integration {

DurationHistogram::DurationHistogram(TelemetryFlowClient& client, std::string_view name, std::string_view description,
                                     std::initializer_list<double> boundaries)
    : client_(client), name_(name), options_{.unit = "s", .description = description, .boundaries = boundaries} {}

void DurationHistogram::record(double seconds, Attributes attributes) noexcept try {
    // A client that is not initialized throws, and the next call tries again.
    std::call_once(made_, [this] { histogram_ = client_.histogram(name_, options_); });
    histogram_->record(seconds, attributes);
} catch (...) {
    // Nothing is recorded, and the program that is measured goes on.
}

}  // namespace telemetryflow::integration
