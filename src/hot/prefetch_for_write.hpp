#pragma once

// Fetches a line of the cache that is written soon, without waiting for it.

namespace telemetryflow::hot {

inline void prefetch_for_write(const char* line) noexcept {
#if defined(__x86_64__)
    // The builtin would fetch it to be read, unless the compiler may assume an instruction that every processor of 64
    // bits decodes: the line would stay with the other processor, to be asked for once more by the write.
    asm volatile("prefetchw %0" : : "m"(*line));
#else
    __builtin_prefetch(line, 1);
#endif
}

}  // namespace telemetryflow::hot
