#pragma once

// The SDK as a subject: a client with the defaults that users get, exporting to a counter. Made once for all operations
// of a kind, used by the main thread except for recording.

#include <functional>
#include <memory>
#include <string>

#include "telemetryflow/telemetryflow.hpp"

#include "harness/destination.hpp"
#include "harness/figure.hpp"
#include "ours/arrivals.hpp"

namespace telemetryflow::bench {

class OurClient final : public Destination {
public:
    using Change = std::function<void(TelemetryConfig&)>;

    /// `change` may alter the default configuration; as `subject` it is compared.
    explicit OurClient(const Change& change = {}, std::string subject = std::string(kOurs));

    [[nodiscard]] TelemetryFlowClient& client() { return client_; }

    [[nodiscard]] const std::string& subject() const override { return subject_; }
    /// Throws std::runtime_error when something was dropped or not delivered in time.
    void drain() override;
    [[nodiscard]] std::uint64_t arrived(std::string_view kind) override;
    void inspect(bool on) override;

private:
    const std::string subject_;
    std::shared_ptr<Arrivals> arrivals_;
    TelemetryFlowClient client_;
};

/// Records everything.
[[nodiscard]] OurClient& recording_client();
/// Samples no trace.
[[nodiscard]] OurClient& unsampled_client();

}  // namespace telemetryflow::bench
