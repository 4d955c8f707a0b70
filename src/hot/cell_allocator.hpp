#pragma once

// Memory for one thread's metric cells: small slabs of whole cache lines, so that no two threads write one line, drawn
// from a budget that all threads share. Used by one thread under the registry's lock; freed when the thread ends.

#include <atomic>
#include <cstddef>
#include <vector>

namespace telemetryflow::hot {

class CellAllocator {
public:
    /// `budget` is what is left for all threads, in bytes.
    explicit CellAllocator(std::atomic<std::ptrdiff_t>& budget) noexcept : budget_(budget) {}
    ~CellAllocator();
    CellAllocator(const CellAllocator&) = delete;
    CellAllocator& operator=(const CellAllocator&) = delete;

    /// Returns zeroed memory aligned to 8 bytes, or nullptr when the budget or the system has none.
    [[nodiscard]] void* allocate(std::size_t size);

private:
    static constexpr std::size_t kSlabBytes = 1024;

    struct Slab {
        void* memory;
        std::size_t size;
    };

    std::atomic<std::ptrdiff_t>& budget_;
    std::vector<Slab> slabs_;
    char* at_ = nullptr;
    std::size_t left_ = 0;
};

}  // namespace telemetryflow::hot
