#pragma once

// Where an operation's records end: the far side of one SDK or logger, which only counts them. Used by the program's
// main thread; drain() may make other threads count.

#include <cstdint>
#include <string>
#include <string_view>

namespace telemetryflow::bench {

class Destination {
public:
    Destination() = default;
    Destination(const Destination&) = delete;
    Destination& operator=(const Destination&) = delete;
    virtual ~Destination() = default;

    /// Who it is, with its version: "telemetryflow", "opentelemetry-cpp 1.19".
    [[nodiscard]] virtual const std::string& subject() const = 0;
    /// Returns when everything that was recorded has arrived.
    virtual void drain() = 0;
    /// How much of a kind has arrived since the start, drained: "spans", "logs", "points", or the name of a metric,
    /// whose measurements it tells from the exported value.
    [[nodiscard]] virtual std::uint64_t arrived(std::string_view kind) = 0;
    /// While on, records are counted in the exported bytes instead of believing the SDK's own number. Not measured.
    virtual void inspect(bool) {}
};

}  // namespace telemetryflow::bench
