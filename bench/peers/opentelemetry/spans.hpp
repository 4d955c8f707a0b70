#pragma once

// opentelemetry-cpp's traces as a subject: the batch span processor with its default options, OTLP recordables, and an
// exporter that counts.

#include <cstdint>
#include <memory>

#include <opentelemetry/sdk/trace/sampler.h>
#include <opentelemetry/sdk/trace/tracer_provider.h>
#include <opentelemetry/trace/tracer.h>

#include "harness/destination.hpp"

namespace telemetryflow::bench {

class OpenTelemetrySpans final : public Destination {
public:
    /// `encodes`: the exporter builds and serialises the request before it forgets it.
    OpenTelemetrySpans(std::unique_ptr<opentelemetry::sdk::trace::Sampler> sampler, bool encodes);
    ~OpenTelemetrySpans() override;

    [[nodiscard]] opentelemetry::trace::Tracer& tracer() { return *tracer_; }

    [[nodiscard]] const std::string& subject() const override;
    void drain() override;
    [[nodiscard]] std::uint64_t arrived(std::string_view kind) override;

private:
    class Exporter;

    Exporter* exporter_ = nullptr;  // the provider's
    std::unique_ptr<opentelemetry::sdk::trace::TracerProvider> provider_;
    opentelemetry::nostd::shared_ptr<opentelemetry::trace::Tracer> tracer_;
};

}  // namespace telemetryflow::bench
