#pragma once

// Instruments that are made at the first request after the client was initialized: a middleware is often set up before
// that. Safe to use from any thread.

#include <atomic>
#include <mutex>
#include <optional>

#include "telemetryflow/domain/errors.hpp"

namespace telemetryflow::middleware {

template <class Instruments>
class LazyInstruments {
public:
    /// Returns what `make()` makes, once; null while it throws NotInitializedError.
    template <class Make>
    const Instruments* get(Make&& make) {
        if (const Instruments* made = made_.load(std::memory_order_acquire)) [[likely]]
            return made;
        const std::lock_guard lock(mutex_);
        if (!instruments_) {
            try {
                instruments_.emplace(make());
            } catch (const NotInitializedError&) {
                return nullptr;
            }
            made_.store(&*instruments_, std::memory_order_release);
        }
        return &*instruments_;
    }

private:
    std::mutex mutex_;
    std::optional<Instruments> instruments_;
    std::atomic<const Instruments*> made_{nullptr};
};

}  // namespace telemetryflow::middleware
