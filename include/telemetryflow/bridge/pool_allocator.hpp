#pragma once

// An allocator for std::allocate_shared() that takes single objects from an ObjectPool. A value without state.

#include <cstddef>
#include <new>

#include "telemetryflow/bridge/object_pool.hpp"

namespace telemetryflow::bridge {

template <class T>
struct PoolAllocator {
    using value_type = T;

    PoolAllocator() noexcept = default;
    template <class Other>
    PoolAllocator(const PoolAllocator<Other>&) noexcept {}

    [[nodiscard]] T* allocate(std::size_t count) {
        static_assert(alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);
        return static_cast<T*>(count == 1 ? ObjectPool<sizeof(T)>::take() : ::operator new(count * sizeof(T)));
    }
    void deallocate(T* memory, std::size_t count) noexcept {
        if (count == 1) return ObjectPool<sizeof(T)>::give_back(memory);
        ::operator delete(memory);
    }

    template <class Other>
    friend bool operator==(const PoolAllocator&, const PoolAllocator<Other>&) noexcept {
        return true;
    }
};

}  // namespace telemetryflow::bridge
