#pragma once

// The credentials that a client uses now, and where it asks for others. Owned by the client and by what it sends with.
// Thread-safe; renew() is called by one thread at a time.

#include <memory>
#include <mutex>
#include <optional>

#include "telemetryflow/application/ports/credentials_provider.hpp"
#include "telemetryflow/application/ports/diagnostics.hpp"

namespace telemetryflow {

class CredentialsSource {
public:
    CredentialsSource(std::optional<Credentials> first, CredentialsProvider provider,
                      std::shared_ptr<Diagnostics> diagnostics);

    [[nodiscard]] std::optional<Credentials> current() const;
    /// Asks the provider; returns what it gives when that differs from the current ones, which it becomes.
    std::optional<Credentials> renew();

    /// Held across a fork, so that the child finds it free.
    [[nodiscard]] std::mutex& mutex() noexcept { return mutex_; }

private:
    std::optional<Credentials> ask() const;

    const CredentialsProvider provider_;
    const std::shared_ptr<Diagnostics> diagnostics_;
    mutable std::mutex mutex_;
    std::optional<Credentials> current_;
};

}  // namespace telemetryflow
