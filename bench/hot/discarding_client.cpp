#include "hot/discarding_client.hpp"

#include <memory>
#include <utility>

namespace telemetryflow::bench {
namespace {

class DiscardingExporter final : public Exporter {
public:
    ExportResult export_batch(const ExportRequest&) override { return {}; }
};

TelemetryFlowClient make_client(SamplerConfig sampler) {
    TelemetryConfig config = TelemetryConfig::create(Credentials("tfk_bench", "tfs_bench"), "127.0.0.1:4317", "bench");
    config.sampler = sampler;
    config.rate_limit = 0;  // requests cost nothing here
    TelemetryFlowClient client(std::move(config), std::make_unique<DiscardingExporter>());
    client.initialize();
    return client;
}

}  // namespace

TelemetryFlowClient& recording_client() {
    static TelemetryFlowClient client = make_client({});
    return client;
}

TelemetryFlowClient& unsampled_client() {
    static TelemetryFlowClient client = make_client({.kind = SamplerConfig::Kind::AlwaysOff});
    return client;
}

std::uint64_t dropped(const TelemetryFlowClient& client) {
    std::uint64_t total = 0;
    const SDKStatusResult status = client.get_status();
    for (const SignalCounters& signal : status.signals)
        total += signal.dropped_total();
    return total;
}

}  // namespace telemetryflow::bench
