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
        // Both words from one product. The second, which ratio samplers decide by, is next()'s; the count keeps the
        // first from being a part of it.
        const Wide product = step();
        const std::uint64_t second = nonzero(folded(product));
        const std::uint64_t first = (static_cast<std::uint64_t>(product) ^ std::rotl(high(product), 32)) + count_;
        std::memcpy(id.bytes.data(), &first, sizeof(first));
        std::memcpy(id.bytes.data() + sizeof(first), &second, sizeof(second));
    }

    [[nodiscard]] SpanId next_span_id() noexcept { return std::bit_cast<SpanId>(nonzero(next())); }

    [[nodiscard]] std::uint64_t next() noexcept { return folded(step()); }

private:
    __extension__ using Wide = unsigned __int128;

    Wide step() noexcept {
        count_ += kHashOdd;
        return static_cast<Wide>(count_ ^ keys_[0]) * (count_ + keys_[1]);
    }
    static std::uint64_t high(Wide product) noexcept { return static_cast<std::uint64_t>(product >> 64U); }
    static std::uint64_t folded(Wide product) noexcept { return static_cast<std::uint64_t>(product) ^ high(product); }

    // A zero, which would make an id invalid, comes once in 2^64.
    static std::uint64_t nonzero(std::uint64_t value) noexcept {
        return value | static_cast<std::uint64_t>(value == 0);
    }

    std::uint64_t count_ = 0;
    // Of each generator's own, so that two of them that come to the same count do not go on alike.
    std::array<std::uint64_t, 2> keys_{};
};

}  // namespace telemetryflow::hot
