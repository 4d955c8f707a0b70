#pragma once

// What CommandBus and QueryBus share. `Handler` is the SDK's own: every message that it can handle is a built-in one,
// resolved when the call is compiled, so that dispatching it costs one relaxed load more than calling the handler.
// Messages of the user's own types find their handlers at run time. Owned by a client; the handler outlives the bus.
// Any thread may call anything at any time.

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <utility>

#include "telemetryflow/application/handler_registry.hpp"
#include "telemetryflow/application/interceptor.hpp"
#include "telemetryflow/application/interceptor_chain.hpp"
#include "telemetryflow/application/message.hpp"

namespace telemetryflow {

template <class Handler>
class MessageBus {
public:
    explicit MessageBus(Handler& handler) noexcept : handler_(handler) {}
    MessageBus(const MessageBus&) = delete;
    MessageBus& operator=(const MessageBus&) = delete;

    /// Hands `message` to its handler, through the interceptors if there are any, and returns the handler's result.
    /// Throws what the handler throws, and TelemetryFlowError NoHandler, "No handler registered for X", when a
    /// user-defined message has none. Allocates nothing.
    template <Message M>
    auto dispatch(const M& message) {
        if (!interceptors_.empty()) [[unlikely]] {
            return dispatch_intercepted(message);
        }
        return handle(message);
    }

    /// Dispatches the built-in message that `make()` returns, for calls that set few of its fields: it is built only
    /// for interceptors, and where there are none `handle(handler)` does the same without it.
    template <class Make, class Handle>
    auto dispatch_made(Make make, Handle handle) {
        if (!interceptors_.empty()) [[unlikely]]
            return dispatch_intercepted(make());
        return handle(handler_);
    }

    /// Sets the handler of a user-defined message type, instead of an earlier one; it may be called by several threads
    /// at a time. A built-in type does not compile here: what the SDK does with it is changed by an interceptor.
    /// Throws TelemetryFlowError NoHandler for an empty function.
    template <Message M>
    requires(!MessageHandlerFor<Handler, M>) void register_handler(HandlerRegistry::Function<M> function) {
        handlers_.template set<M>(std::move(function));
    }

    /// Removes the handler of a user-defined message type; returns whether there was one. Calls that are already
    /// running may still be in it.
    template <Message M>
    requires(!MessageHandlerFor<Handler, M>) bool unregister_handler() { return handlers_.template remove<M>(); }

    /// Adds an interceptor behind those that are there; null is ignored.
    void add_interceptor(std::shared_ptr<Interceptor> interceptor) { interceptors_.add(std::move(interceptor)); }
    /// Removes an interceptor; returns whether it was there. Calls that are already running may still be in it.
    bool remove_interceptor(const std::shared_ptr<Interceptor>& interceptor) {
        return interceptors_.remove(interceptor);
    }

    /// Messages that an interceptor did not let through.
    [[nodiscard]] std::uint64_t vetoed() const noexcept { return interceptors_.vetoed(); }
    /// Exceptions that left an interceptor.
    [[nodiscard]] std::uint64_t interceptor_errors() const noexcept { return interceptors_.errors(); }

private:
    struct NoResult {};

    template <class M>
    auto handle(const M& message) {
        if constexpr (MessageHandlerFor<Handler, M>) {
            static_assert(
                !requires { typename M::Result; } ||
                    std::is_same_v<decltype(handler_.handle(message)), MessageResult<M>>,
                "the handler returns something else than the message's Result");
            return handler_.handle(message);
        } else {
            return handlers_.call(message);
        }
    }

    // A dispatch on its way through the interceptors. What the handler throws waits here, so that no interceptor can
    // mistake it for its own or swallow it.
    template <class M>
    struct Pending {
        using Result = decltype(std::declval<MessageBus&>().handle(std::declval<const M&>()));
        MessageBus& bus;
        std::optional<std::conditional_t<std::is_void_v<Result>, NoResult, Result>> result;
        std::exception_ptr failure;

        static void deliver(void* context, const void* message) noexcept {
            auto& self = *static_cast<Pending*>(context);
            try {
                if constexpr (std::is_void_v<Result>) {
                    self.bus.handle(*static_cast<const M*>(message));
                } else {
                    self.result.emplace(self.bus.handle(*static_cast<const M*>(message)));
                }
            } catch (...) {
                self.failure = std::current_exception();
            }
        }
    };

    template <class M>
    [[gnu::noinline]] auto dispatch_intercepted(const M& message) {
        Pending<M> pending{*this, {}, {}};
        interceptors_.run(M::kName, typeid(M), &message, &Pending<M>::deliver, &pending);
        if (pending.failure) std::rethrow_exception(pending.failure);
        if constexpr (!std::is_void_v<typename Pending<M>::Result>) {
            return pending.result ? std::move(*pending.result) : typename Pending<M>::Result{};
        }
    }

    Handler& handler_;
    InterceptorChain interceptors_;
    HandlerRegistry handlers_;
};

}  // namespace telemetryflow
