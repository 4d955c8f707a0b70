#include "hot/allocation_count.hpp"

#include <cerrno>
#include <cstddef>

// The names under which glibc offers its allocator to programs that put their own malloc in front of it.
extern "C" {
void* __libc_malloc(std::size_t size) noexcept;                           // NOLINT(bugprone-reserved-identifier)
void* __libc_calloc(std::size_t count, std::size_t size) noexcept;        // NOLINT(bugprone-reserved-identifier)
void* __libc_realloc(void* memory, std::size_t size) noexcept;            // NOLINT(bugprone-reserved-identifier)
void* __libc_memalign(std::size_t alignment, std::size_t size) noexcept;  // NOLINT(bugprone-reserved-identifier)
}

namespace telemetryflow::bench {
namespace {

thread_local constinit std::uint64_t t_allocations = 0;

}  // namespace

std::uint64_t allocations_of_this_thread() noexcept {
    return t_allocations;
}

}  // namespace telemetryflow::bench

using telemetryflow::bench::t_allocations;

extern "C" {

void* malloc(std::size_t size) noexcept {
    ++t_allocations;
    return __libc_malloc(size);
}

void* calloc(std::size_t count, std::size_t size) noexcept {
    ++t_allocations;
    return __libc_calloc(count, size);
}

void* realloc(void* memory, std::size_t size) noexcept {
    ++t_allocations;
    return __libc_realloc(memory, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
    ++t_allocations;
    return __libc_memalign(alignment, size);
}

int posix_memalign(void** out, std::size_t alignment, std::size_t size) noexcept {
    ++t_allocations;
    *out = __libc_memalign(alignment, size);
    return *out == nullptr ? ENOMEM : 0;
}
}
