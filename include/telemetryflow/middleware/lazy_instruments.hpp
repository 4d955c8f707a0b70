#pragma once

// Instruments that are made at the first request after the client was initialized: a middleware is often set up before
// that. Safe to use from any thread, and in a child that was forked meanwhile.

#include <atomic>
#include <memory>

#include "telemetryflow/domain/errors.hpp"

namespace telemetryflow::middleware {

template <class Instruments>
class LazyInstruments {
public:
    LazyInstruments() = default;
    LazyInstruments(const LazyInstruments&) = delete;
    LazyInstruments& operator=(const LazyInstruments&) = delete;
    ~LazyInstruments() { delete made_.load(std::memory_order_acquire); }

    /// Returns what `make()` makes; null while it throws NotInitializedError. Threads that come at once may each have
    /// it make some, and get the first: a lock could be one that a fork catches held.
    template <class Make>
    const Instruments* get(Make&& make) {
        if (const Instruments* made = made_.load(std::memory_order_acquire)) [[likely]]
            return made;
        std::unique_ptr<const Instruments> mine;
        try {
            mine = std::make_unique<const Instruments>(make());
        } catch (const NotInitializedError&) {
            return nullptr;
        }
        const Instruments* first = nullptr;
        if (!made_.compare_exchange_strong(first, mine.get(), std::memory_order_acq_rel)) return first;
        return mine.release();
    }

private:
    std::atomic<const Instruments*> made_{nullptr};
};

}  // namespace telemetryflow::middleware
