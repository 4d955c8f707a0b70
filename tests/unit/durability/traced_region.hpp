#pragma once

// A staging region that tells every store into it: pages are write-protected, each store instruction faults, runs alone
// with the processor's single-step flag, and is noted. So a test sees every state that a kill at any instruction could
// leave, made by the code as it was compiled. On x86-64 only; one region at a time, written by one thread.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "hot/region_memory.hpp"

namespace telemetryflow::durability {

class TracedRegion final : public hot::RegionMemory {
public:
    /// Longer than what one instruction stores.
    static constexpr std::size_t kLongestStore = 64;

    struct Store {
        std::uint32_t at;  // in the region
        std::uint32_t size;
        std::array<char, kLongestStore> bytes;  // what lies there afterwards

        void apply(char* image) const;
    };

    /// Whether this machine can: x86-64.
    [[nodiscard]] static bool is_possible() noexcept;

    explicit TracedRegion(std::size_t bytes);
    ~TracedRegion() override;

    /// From here on every store is noted.
    void begin();
    /// What was stored since begin(), in order.
    [[nodiscard]] std::vector<Store> end();

    [[nodiscard]] bool outlives_process() const noexcept override { return true; }
    void give_back(char*, std::size_t) noexcept override {}
    void part_from_parent() noexcept override {}
    void retire() noexcept override {}

private:
    struct Handlers;

    void protect(int how) const noexcept;

    std::vector<Store> stores_;
    std::size_t faulted_at_ = 0;
};

}  // namespace telemetryflow::durability
