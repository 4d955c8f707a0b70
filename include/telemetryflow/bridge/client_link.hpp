#pragma once

// The way from what libraries hold of the OpenTelemetry API to the client that they record with, as long as it is
// installed. Shared by all bridge objects; any thread.

#include <chrono>
#include <mutex>

#include "telemetryflow/client.hpp"

namespace telemetryflow::bridge {

class ClientLink {
public:
    explicit ClientLink(TelemetryFlowClient& client) noexcept : client_(&client) {}

    /// Has the client deliver what was recorded; false when it could not within `timeout`, or is not there any more.
    bool flush(std::chrono::microseconds timeout) noexcept try {
        const std::lock_guard lock(mutex_);
        if (client_ == nullptr) return false;
        // The API's "for ever" is the largest number there is.
        const std::chrono::microseconds bounded = std::min<std::chrono::microseconds>(timeout, std::chrono::hours(24));
        return client_->flush(std::chrono::ceil<std::chrono::milliseconds>(bounded)).complete;
    } catch (...) {
        // A veto of an interceptor, or a client that was moved from: nothing was delivered.
        return false;
    }
    /// The client may go.
    void cut() noexcept {
        const std::lock_guard lock(mutex_);
        client_ = nullptr;
    }
    /// Calls `use(client)` while it is there.
    template <class Use>
    void with_client(Use&& use) {
        const std::lock_guard lock(mutex_);
        if (client_ != nullptr) use(*client_);
    }

private:
    std::mutex mutex_;
    TelemetryFlowClient* client_;
};

}  // namespace telemetryflow::bridge
