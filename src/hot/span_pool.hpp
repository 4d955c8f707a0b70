#pragma once

// A thread's spare SpanStates. Used by one thread; a state may come from one thread's pool and go to another's.

#include <new>

#include "hot/span_state.hpp"

namespace telemetryflow::hot {

class SpanPool {
public:
    SpanPool() noexcept = default;
    ~SpanPool() {
        while (SpanState* state = take_spare())
            delete state;
    }
    SpanPool(const SpanPool&) = delete;
    SpanPool& operator=(const SpanPool&) = delete;

    /// Returns a state as new, or nullptr when memory is refused.
    [[nodiscard]] SpanState* acquire() noexcept {
        SpanState* state = take_spare();
        return state != nullptr ? state : new (std::nothrow) SpanState;
    }

    void release(SpanState* state) noexcept {
        if (count_ >= kMaxSpares) {
            delete state;
            return;
        }
        state->recycle();
        state->previous = spares_;
        spares_ = state;
        ++count_;
    }

private:
    static constexpr std::size_t kMaxSpares = 64;

    SpanState* take_spare() noexcept {
        SpanState* state = spares_;
        if (state == nullptr) return nullptr;
        spares_ = static_cast<SpanState*>(state->previous);
        --count_;
        return state;
    }

    SpanState* spares_ = nullptr;
    std::size_t count_ = 0;
};

}  // namespace telemetryflow::hot
