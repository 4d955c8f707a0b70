// The bridge over a client.

#include <optional>

#include "telemetryflow/bridge/install.hpp"
#include "telemetryflow/telemetryflow.hpp"

#include "differential/subject.hpp"

namespace telemetryflow::differential {
namespace {

SamplerConfig sampler_of(Settings::Sampler sampler) {
    switch (sampler) {
        case Settings::Sampler::AlwaysOn: return {SamplerConfig::Kind::AlwaysOn, 1, false};
        case Settings::Sampler::AlwaysOff: return {SamplerConfig::Kind::AlwaysOff, 1, false};
        case Settings::Sampler::None: return {SamplerConfig::Kind::TraceIdRatio, 0, false};
        case Settings::Sampler::All: return {SamplerConfig::Kind::TraceIdRatio, 1, false};
        case Settings::Sampler::ParentAlwaysOff: return {SamplerConfig::Kind::AlwaysOff, 1, true};
    }
    return {};
}

class OurSubject final : public Subject {
public:
    explicit OurSubject(std::string endpoint) : endpoint_(std::move(endpoint)) {}

    void start(const std::string& scenario, const Settings& settings) override {
        TelemetryConfig config;
        config.backend_profile = BackendProfile::Otlp;
        config.protocol = Protocol::Http;
        config.endpoint = endpoint_;
        config.service_name = "differential";
        config.custom_attributes["scenario"] = scenario;
        config.durability = Durability::Memory;
        config.batch_timeout = std::chrono::minutes(10);
        config.sampler = sampler_of(settings.sampler);
        config.temporality = settings.delta ? Temporality::Delta : Temporality::Cumulative;
        client_.emplace(config);
        client_->initialize();
        bridge::install(*client_);
    }
    void collect() override { client_->flush(); }
    void stop() override {
        bridge::uninstall();
        client_->shutdown();
        client_.reset();
    }

private:
    const std::string endpoint_;
    std::optional<TelemetryFlowClient> client_;
};

}  // namespace

std::unique_ptr<Subject> make_subject(const std::string& endpoint) {
    return std::make_unique<OurSubject>(endpoint);
}

}  // namespace telemetryflow::differential
