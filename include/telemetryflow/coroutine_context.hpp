#pragma once

// Keeps a context with a C++20 coroutine instead of with the thread it happens to run on. A local of the coroutine:
//
//     CoroutineContext context(client, client.span_context(id).value());
//     auto row = co_await context(database.query(sql));   // off this thread while it waits, current where it resumes
//
// Between its making and its end the context is current on whichever thread runs the coroutine. Every wait that may
// resume elsewhere goes through it: co_await context(awaitable), or leave() before and enter() after where the
// coroutine's type takes only its own awaitables. Spans that are current while in scope (TelemetryFlowClient::span)
// belong to a thread and must not be open across a wait; spans by id may. Owned by the coroutine; used by one thread at
// a time.

#include <coroutine>
#include <optional>
#include <type_traits>
#include <utility>

#include "telemetryflow/client.hpp"

namespace telemetryflow {

namespace detail {

template <class Awaitable>
decltype(auto) awaiter_of(Awaitable&& awaitable) {
    if constexpr (requires { std::forward<Awaitable>(awaitable).operator co_await(); }) {
        return std::forward<Awaitable>(awaitable).operator co_await();
    } else if constexpr (requires { operator co_await(std::forward<Awaitable>(awaitable)); }) {
        return operator co_await(std::forward<Awaitable>(awaitable));
    } else {
        return std::forward<Awaitable>(awaitable);
    }
}

}  // namespace detail

class CoroutineContext {
public:
    CoroutineContext(TelemetryFlowClient& client, Context context) : client_(&client), context_(std::move(context)) {
        enter();
    }
    CoroutineContext(const CoroutineContext&) = delete;
    CoroutineContext& operator=(const CoroutineContext&) = delete;

    /// Makes the context current on the calling thread; does nothing when it is entered already.
    void enter() {
        if (!guard_) guard_.emplace(client_->attach(context_));
    }
    /// Takes it off the thread that entered it, which must be the calling one.
    void leave() noexcept { guard_.reset(); }

    template <class Awaitable>
    class Wait {
    public:
        Wait(CoroutineContext& context, Awaitable&& awaitable)
            : context_(context), awaiter_(detail::awaiter_of(std::forward<Awaitable>(awaitable))) {}

        bool await_ready() { return awaiter_.await_ready(); }
        // Another thread may resume the coroutine before the awaiter's await_suspend() returns, so the context goes
        // first.
        template <class Promise>
        auto await_suspend(std::coroutine_handle<Promise> handle) {
            context_.leave();
            try {
                return awaiter_.await_suspend(handle);
            } catch (...) {
                context_.enter();
                throw;
            }
        }
        decltype(auto) await_resume() {
            context_.enter();
            return awaiter_.await_resume();
        }

    private:
        CoroutineContext& context_;
        decltype(detail::awaiter_of(std::declval<Awaitable>())) awaiter_;
    };

    /// Returns what to co_await instead of `awaitable`.
    template <class Awaitable>
    [[nodiscard]] Wait<Awaitable&&> operator()(Awaitable&& awaitable) {
        return Wait<Awaitable&&>(*this, std::forward<Awaitable>(awaitable));
    }

private:
    TelemetryFlowClient* client_;
    Context context_;
    std::optional<ContextGuard> guard_;
};

}  // namespace telemetryflow
