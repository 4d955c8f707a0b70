#pragma once

// A staging region in memory of the process's own.

#include "hot/region_memory.hpp"

namespace telemetryflow::hot {

class PrivateMemory final : public RegionMemory {
public:
    /// Throws std::bad_alloc when the system refuses.
    explicit PrivateMemory(std::size_t bytes);
    ~PrivateMemory() override;

    [[nodiscard]] bool outlives_process() const noexcept override { return false; }
    void give_back(char* at, std::size_t bytes) noexcept override;
    void part_from_parent() noexcept override {}
    void retire() noexcept override {}
};

}  // namespace telemetryflow::hot
