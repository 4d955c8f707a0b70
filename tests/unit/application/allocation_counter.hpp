#pragma once

// Counts the heap allocations of the calling thread between its construction and count().

#include <cstddef>

namespace telemetryflow::test {

class AllocationCounter {
public:
    AllocationCounter() noexcept;
    [[nodiscard]] std::size_t count() const noexcept;

private:
    std::size_t before_;
};

}  // namespace telemetryflow::test
