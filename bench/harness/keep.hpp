#pragma once

// What keeps the optimiser honest: values that it cannot know and results that it cannot leave out.

namespace telemetryflow::bench {

/// Returns `value`, of which the compiler from now on knows nothing.
template <class T>
[[nodiscard]] T hidden(T value) noexcept {
    asm volatile("" : "+m"(value) : : "memory");
    return value;
}

/// Makes every store before it happen.
inline void keep_stores() noexcept {
    asm volatile("" : : : "memory");
}

/// Makes the compiler believe that `value` is used.
template <class T>
void keep(const T& value) noexcept {
    asm volatile("" : : "r"(&value) : "memory");
}

}  // namespace telemetryflow::bench
