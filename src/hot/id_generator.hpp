#pragma once

// Random trace and span ids from a generator of one thread, a counter hashed under random keys: seeded by the system,
// and anew in a forked child. Not for secrets. Owned and used by one thread.

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "telemetryflow/domain/trace_context.hpp"

#include "hot/hash.hpp"

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
        count_ += kHashOdd;
        return mix(count_ ^ keys_[0], count_ + keys_[1]);
    }

private:
    std::uint64_t next_nonzero() noexcept {
        for (;;) {
            if (const std::uint64_t value = next(); value != 0) [[likely]]
                return value;
        }
    }

    std::uint64_t count_ = 0;
    // Of each generator's own, so that two of them that come to the same count do not go on alike.
    std::array<std::uint64_t, 2> keys_{};
};

}  // namespace telemetryflow::hot
