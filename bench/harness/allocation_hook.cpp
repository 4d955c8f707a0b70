// A malloc family that counts and passes on to the one behind it: the C library's, or another one that is loaded too.
// Loaded with LD_PRELOAD only where allocations are counted, so that no measured time contains the counting.

#include "harness/allocation_hook.hpp"

#include <atomic>
#include <cstddef>

#include <dlfcn.h>

namespace {

thread_local constinit std::uint64_t t_allocations = 0;
constinit std::atomic<std::uint64_t> process_allocations{0};

void count() noexcept {
    ++t_allocations;
    process_allocations.fetch_add(1, std::memory_order_relaxed);
}

// Looked up at the first call: the C library allocates before any constructor of ours runs.
template <class Function>
Function* next(std::atomic<Function*>& known, const char* name) noexcept {
    Function* function = known.load(std::memory_order_relaxed);
    if (function == nullptr) {
        function = reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
        known.store(function, std::memory_order_relaxed);
    }
    return function;
}

constinit std::atomic<void* (*)(std::size_t)> next_malloc{nullptr};
constinit std::atomic<void* (*)(std::size_t, std::size_t)> next_calloc{nullptr};
constinit std::atomic<void* (*)(void*, std::size_t)> next_realloc{nullptr};
constinit std::atomic<void* (*)(std::size_t, std::size_t)> next_aligned_alloc{nullptr};
constinit std::atomic<int (*)(void**, std::size_t, std::size_t)> next_posix_memalign{nullptr};

}  // namespace

extern "C" {

std::uint64_t telemetryflow_bench_thread_allocations() noexcept {
    return t_allocations;
}

std::uint64_t telemetryflow_bench_process_allocations() noexcept {
    return process_allocations.load(std::memory_order_relaxed);
}

void* malloc(std::size_t size) noexcept {
    count();
    return next(next_malloc, "malloc")(size);
}

void* calloc(std::size_t number, std::size_t size) noexcept {
    count();
    return next(next_calloc, "calloc")(number, size);
}

void* realloc(void* memory, std::size_t size) noexcept {
    count();
    return next(next_realloc, "realloc")(memory, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
    count();
    return next(next_aligned_alloc, "aligned_alloc")(alignment, size);
}

int posix_memalign(void** out, std::size_t alignment, std::size_t size) noexcept {
    count();
    return next(next_posix_memalign, "posix_memalign")(out, alignment, size);
}
}
