#pragma once

// A histogram of durations that an integration records into, made at its first use: an integration may be set up before
// its client is initialized. Thread-safe. The client must outlive it.

#include <initializer_list>
#include <string_view>

#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/export.hpp"
#include "telemetryflow/instruments.hpp"
#include "telemetryflow/middleware/lazy_instruments.hpp"

namespace telemetryflow {
class TelemetryFlowClient;
}

namespace telemetryflow::integration {

class TELEMETRYFLOW_EXPORT DurationHistogram {
public:
    /// `name` and `description` are literals; `boundaries` in seconds, as InstrumentOptions has them.
    DurationHistogram(TelemetryFlowClient& client, std::string_view name, std::string_view description,
                      std::initializer_list<double> boundaries);

    /// Never throws: nothing is recorded while the client is not initialized.
    void record(double seconds, Attributes attributes) noexcept;

private:
    TelemetryFlowClient& client_;
    std::string_view name_;
    InstrumentOptions options_;
    middleware::LazyInstruments<Histogram> histogram_;
};

}  // namespace telemetryflow::integration
