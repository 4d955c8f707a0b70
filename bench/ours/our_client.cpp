#include "ours/our_client.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>

#include "ours/counting_exporter.hpp"

namespace telemetryflow::bench {
namespace {

TelemetryFlowClient make_client(const OurClient::Change& change, std::shared_ptr<Arrivals> arrivals) {
    TelemetryConfig config = TelemetryConfig::create(Credentials("tfk_bench", "tfs_bench"), "127.0.0.1:4317", "bench");
    config.rate_limit = 0;  // requests per second; here they cost nothing
    if (change) change(config);
    TelemetryFlowClient client(std::move(config),
                               {.exporter = std::make_unique<CountingExporter>(std::move(arrivals))});
    client.initialize();
    return client;
}

}  // namespace

OurClient::OurClient(const Change& change, std::string subject)
    : subject_(std::move(subject)), arrivals_(std::make_shared<Arrivals>()), client_(make_client(change, arrivals_)) {}

void OurClient::drain() {
    if (!client_.flush().complete) throw std::runtime_error("the client could not be flushed");
}

std::uint64_t OurClient::arrived(std::string_view kind) {
    if (kind == "spans") return arrivals_->records(SignalType::Traces);
    if (kind == "logs") return arrivals_->records(SignalType::Logs);
    if (kind == "points") return arrivals_->records(SignalType::Metrics);
    inspect(true);
    drain();
    inspect(false);
    return static_cast<std::uint64_t>(std::llround(arrivals_->metric(kind)));
}

void OurClient::inspect(bool on) {
    arrivals_->inspect(on);
}

OurClient& recording_client() {
    static OurClient client;
    return client;
}

OurClient& unsampled_client() {
    static OurClient client([](TelemetryConfig& config) { config.sampler.kind = SamplerConfig::Kind::AlwaysOff; });
    return client;
}

}  // namespace telemetryflow::bench
