#pragma once

// The interceptors of one bus, in the order in which they were added. Owned by the bus. Any thread may call anything at
// any time: the list is copied on write. An old copy, and with it a removed interceptor, is freed at once when no call
// is on its way through the chain, else by a later change, at the latest with the bus.

#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>
#include <typeinfo>
#include <vector>

#include "telemetryflow/application/interceptor.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

namespace process {
class ForkSafeMutex;
}

class TELEMETRYFLOW_EXPORT InterceptorChain {
public:
    /// The end of the chain: takes the message as the interceptors left it. `context` is what run() was given.
    using Deliver = void (*)(void* context, const void* message) noexcept;

    InterceptorChain();
    InterceptorChain(const InterceptorChain&) = delete;
    InterceptorChain& operator=(const InterceptorChain&) = delete;
    ~InterceptorChain();

    /// One relaxed load. A call that starts after add() returned on the same thread sees the interceptor.
    [[nodiscard]] bool empty() const noexcept { return current_.load(std::memory_order_relaxed) == nullptr; }

    /// Appends `interceptor`; null is ignored.
    void add(std::shared_ptr<Interceptor> interceptor);
    /// Takes the first occurrence of `interceptor` out; returns whether there was one. Calls that are already running
    /// may still reach it, which is why its ownership is shared.
    bool remove(const std::shared_ptr<Interceptor>& interceptor);

    /// Leads a message through all interceptors to `deliver`, at most once. Allocates nothing.
    void run(std::string_view name, const std::type_info& type, const void* message, Deliver deliver, void* context);

    /// Messages that some interceptor did not let through.
    [[nodiscard]] std::uint64_t vetoed() const noexcept { return vetoed_.load(std::memory_order_relaxed); }
    /// Exceptions that left an interceptor.
    [[nodiscard]] std::uint64_t errors() const noexcept { return errors_.load(std::memory_order_relaxed); }

private:
    using List = std::vector<std::shared_ptr<Interceptor>>;
    friend class detail::InterceptedCall;

    // Swaps the list; what can be freed goes to `garbage`, which the caller lets go of outside the lock.
    void publish(std::unique_ptr<const List> list, std::vector<std::unique_ptr<const List>>& garbage);

    std::atomic<const List*> current_{nullptr};
    std::atomic<std::uint64_t> readers_{0};
    std::atomic<std::uint64_t> vetoed_{0};
    std::atomic<std::uint64_t> errors_{0};
    const std::unique_ptr<process::ForkSafeMutex> mutex_;
    std::unique_ptr<const List> owned_;                 // what current_ points at
    std::vector<std::unique_ptr<const List>> retired_;  // what a running call may still read
};

}  // namespace telemetryflow
