#pragma once

// Random trace and span ids from a generator of one thread (xoshiro256++), seeded by the system and seeded anew in a
// forked child. Not for secrets. Owned and used by one thread.

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow::hot {

class IdGenerator {
public:
    IdGenerator() noexcept { seed(); }

    /// Takes fresh randomness from the system.
    void seed() noexcept;

    void next_trace_id(TraceId& id) noexcept {
        const std::uint64_t first = next_nonzero();
        const std::uint64_t second = next();
        std::memcpy(id.bytes.data(), &first, sizeof(first));
        std::memcpy(id.bytes.data() + sizeof(first), &second, sizeof(second));
    }

    [[nodiscard]] SpanId next_span_id() noexcept { return std::bit_cast<SpanId>(next_nonzero()); }

    [[nodiscard]] std::uint64_t next() noexcept {
        const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
        const std::uint64_t shifted = state_[1] << 17U;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= shifted;
        state_[3] = std::rotl(state_[3], 45);
        return result;
    }

private:
    std::uint64_t next_nonzero() noexcept {
        for (;;) {
            if (const std::uint64_t value = next(); value != 0) [[likely]]
                return value;
        }
    }

    std::array<std::uint64_t, 4> state_{};
};

}  // namespace telemetryflow::hot
