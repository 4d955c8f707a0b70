#pragma once

// What a process has one of, made at its first use and never destroyed: who comes during static destruction still finds
// it. Without the lock of a local static, which a fork may catch while another thread holds it: the child would wait
// for that thread, which it does not have. Threads that come at once may each make one; all get the first.

#include <atomic>
#include <memory>

namespace telemetryflow::process {

template <class T>
class MadeOnce {
public:
    constexpr MadeOnce() noexcept = default;

    /// Throws what making one throws.
    T& get() {
        return get([] { return std::make_unique<T>(); });
    }
    /// `make()` returns a std::unique_ptr<T>.
    template <class Make>
    T& get(Make&& make) {
        if (T* made = made_.load(std::memory_order_acquire)) [[likely]]
            return *made;
        std::unique_ptr<T> mine = make();
        T* first = nullptr;
        if (!made_.compare_exchange_strong(first, mine.get(), std::memory_order_acq_rel, std::memory_order_acquire))
            return *first;
        return *mine.release();
    }

private:
    std::atomic<T*> made_{nullptr};
};

}  // namespace telemetryflow::process
