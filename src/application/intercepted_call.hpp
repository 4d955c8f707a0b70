#pragma once

// One message on its way through one list of interceptors. Lives on the stack of the dispatching thread.

#include <cstddef>
#include <string_view>
#include <typeinfo>

#include "telemetryflow/application/interceptor_chain.hpp"

namespace telemetryflow::detail {

class InterceptedCall {
public:
    struct Target {
        InterceptorChain::Deliver deliver;
        void* context;
    };

    InterceptedCall(InterceptorChain& chain, const InterceptorChain::List& list, std::string_view name,
                    const std::type_info& type, Target target) noexcept
        : chain_(chain), list_(list), name_(name), type_(type), target_(target) {}
    InterceptedCall(const InterceptedCall&) = delete;
    InterceptedCall& operator=(const InterceptedCall&) = delete;

    [[nodiscard]] std::string_view name() const noexcept { return name_; }
    [[nodiscard]] const std::type_info& type() const noexcept { return type_; }
    [[nodiscard]] bool delivered() const noexcept { return delivered_; }

    /// Calls the interceptor number `index`, or the target behind the last one.
    void step(std::size_t index, const void* message) noexcept;

    /// Whether this thread is inside an interceptor of `chain`, as opposed to a handler below it.
    [[nodiscard]] static bool inside_interceptor_of(const InterceptorChain& chain) noexcept;

private:
    InterceptorChain& chain_;
    const InterceptorChain::List& list_;
    std::string_view name_;
    const std::type_info& type_;
    Target target_;
    bool delivered_ = false;
};

}  // namespace telemetryflow::detail
