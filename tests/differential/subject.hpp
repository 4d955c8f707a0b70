#pragma once

// An SDK under the OpenTelemetry API, as the scenarios see it: set up anew for each of them, with an OTLP/HTTP
// exporter. Linked once with ours and once with the peer's.

#include <cstdint>
#include <memory>
#include <string>

namespace telemetryflow::differential {

struct Settings {
    enum class Sampler : std::uint8_t { AlwaysOn, AlwaysOff, None, All, ParentAlwaysOff };

    /// None: a ratio of 0, All: a ratio of 1.
    Sampler sampler = Sampler::AlwaysOn;
    bool delta = false;
};

class Subject {
public:
    Subject() = default;
    Subject(const Subject&) = delete;
    Subject& operator=(const Subject&) = delete;
    virtual ~Subject() = default;

    /// Sets the global providers; what they record arrives with the resource attribute scenario.
    virtual void start(const std::string& scenario, const Settings& settings) = 0;
    /// Delivers what was recorded; metrics as they are now.
    virtual void collect() = 0;
    /// Delivers what is left, and takes the providers away.
    virtual void stop() = 0;
};

/// `endpoint`: http://host:port/path, to which /v1/traces and its like are added.
[[nodiscard]] std::unique_ptr<Subject> make_subject(const std::string& endpoint);

}  // namespace telemetryflow::differential
