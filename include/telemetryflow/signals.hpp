#pragma once

// Which signals a client records. A value; safe to use from any thread.

namespace telemetryflow {

struct Signals {
    bool metrics = true;
    bool logs = true;
    bool traces = true;

    friend bool operator==(const Signals&, const Signals&) = default;
};

}  // namespace telemetryflow
