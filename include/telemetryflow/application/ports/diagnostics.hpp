#pragma once

// The port through which the SDK speaks about itself: lost data, refused keys, a backend that is down. Called from the
// SDK's own thread and from lifecycle calls, never from a recording call. Messages contain no secrets.

#include <cstdint>
#include <string_view>

#include "telemetryflow/export.hpp"

namespace telemetryflow {

enum class DiagnosticLevel : std::uint8_t { Info, Warning, Error };

class TELEMETRYFLOW_EXPORT Diagnostics {
public:
    Diagnostics() = default;
    Diagnostics(const Diagnostics&) = delete;
    Diagnostics& operator=(const Diagnostics&) = delete;
    virtual ~Diagnostics() = default;

    /// Takes one line of text. `topic` is a short stable label, for example "export.traces": an implementation may
    /// limit how often it speaks about one topic. Must not throw and must not record telemetry with the same client.
    virtual void report(DiagnosticLevel level, std::string_view topic, std::string_view message) noexcept = 0;

    /// Says how much a limit has left unsaid: about topics whose time has come, or with `at_end`, when a client is shut
    /// down, about all. Called now and then.
    virtual void catch_up(bool /*at_end*/) noexcept {}
};

}  // namespace telemetryflow
