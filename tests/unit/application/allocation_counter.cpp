#include "allocation_counter.hpp"

#include <cstdlib>
#include <new>

namespace {

thread_local std::size_t allocations = 0;

}  // namespace

void* operator new(std::size_t size) {
    ++allocations;
    if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}

void operator delete(void* memory) noexcept {
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace telemetryflow::test {

AllocationCounter::AllocationCounter() noexcept : before_(allocations) {}

std::size_t AllocationCounter::count() const noexcept {
    return allocations - before_;
}

}  // namespace telemetryflow::test
