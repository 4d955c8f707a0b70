#pragma once

// The process that a sender under measurement sends to: it counts what arrives and does nothing else with it, so that
// it is not what limits. Ended by the destructor.

#include <sys/types.h>

#include "export/receiver/receiver_counts.hpp"
#include "export/wire.hpp"

namespace telemetryflow::bench {

class Receiver {
public:
    /// Forks: call it from a process without threads. Throws std::system_error.
    explicit Receiver(Wire wire);
    ~Receiver();
    Receiver(const Receiver&) = delete;
    Receiver& operator=(const Receiver&) = delete;

    [[nodiscard]] int port() const noexcept { return counts_->port.load(); }
    /// The counts, once nothing has been added to them for a while: a request is answered before it is counted.
    [[nodiscard]] const ReceiverCounts& settled_counts() const;
    /// Ends the process and returns the CPU seconds that it took.
    double stop();

private:
    ReceiverCounts* counts_ = nullptr;
    pid_t process_ = -1;
};

}  // namespace telemetryflow::bench
