#include "hot/cell_allocator.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace telemetryflow::hot {
namespace {

constexpr std::size_t kCacheLine = 64;

constexpr std::size_t round_up(std::size_t size, std::size_t unit) noexcept {
    return (size + unit - 1) / unit * unit;
}

}  // namespace

CellAllocator::~CellAllocator() {
    for (const Slab& slab : slabs_) {
        std::free(slab.memory);
        budget_.fetch_add(static_cast<std::ptrdiff_t>(slab.size), std::memory_order_relaxed);
    }
}

void* CellAllocator::allocate(std::size_t size) {
    size = round_up(size, 8);
    if (size > left_) {
        const std::size_t slab_size = std::max(kSlabBytes, round_up(size, kCacheLine));
        const auto cost = static_cast<std::ptrdiff_t>(slab_size);
        if (budget_.fetch_sub(cost, std::memory_order_relaxed) < cost) {
            budget_.fetch_add(cost, std::memory_order_relaxed);
            return nullptr;
        }
        slabs_.reserve(slabs_.size() + 1);
        void* memory = std::aligned_alloc(kCacheLine, slab_size);
        if (memory == nullptr) {
            budget_.fetch_add(cost, std::memory_order_relaxed);
            return nullptr;
        }
        std::memset(memory, 0, slab_size);
        slabs_.push_back({memory, slab_size});
        at_ = static_cast<char*>(memory);
        left_ = slab_size;
    }
    void* cell = at_;
    at_ += size;
    left_ -= size;
    return cell;
}

}  // namespace telemetryflow::hot
