#pragma once

// A value that one thread writes while others read it: std::atomic, as far as public headers need it, relaxed where
// nothing else is said. The standard header would be a tenth of what a file pays for including the client.

namespace telemetryflow::hot {

template <class T>
class Atomic {
public:
    constexpr explicit Atomic(T value) noexcept : value_(value) {}
    Atomic(const Atomic&) = delete;
    Atomic& operator=(const Atomic&) = delete;

    [[nodiscard]] T load() const noexcept {
        T value;
        __atomic_load(&value_, &value, __ATOMIC_RELAXED);
        return value;
    }
    [[nodiscard]] T load_acquire() const noexcept {
        T value;
        __atomic_load(&value_, &value, __ATOMIC_ACQUIRE);
        return value;
    }
    void store(T value) noexcept { __atomic_store(&value_, &value, __ATOMIC_RELAXED); }
    void store_release(T value) noexcept { __atomic_store(&value_, &value, __ATOMIC_RELEASE); }

    /// Returns false, and leaves what is there in `expected`, when that is something else; also spuriously.
    bool compare_exchange(T& expected, T desired) noexcept {
        return __atomic_compare_exchange(&value_, &expected, &desired, true, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
    }

private:
    // The size of a pointer, where T is one. NOLINTNEXTLINE(bugprone-sizeof-expression)
    alignas(sizeof(T)) T value_;
};

}  // namespace telemetryflow::hot
