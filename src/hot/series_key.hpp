#pragma once

// What a measurement is looked up by: the instrument, by id from a handle or by kind, unit and name from a client call,
// and the attributes in the order given. The stored form is compared in full; equal hashes alone decide nothing.

#include <cstdint>
#include <string_view>

#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/hot/instrument_kind.hpp"

#include "hot/byte_buffer.hpp"

namespace telemetryflow::hot {

struct SeriesKey {
    std::uint32_t instrument_id = 0;  // 0: by kind, name and unit
    InstrumentKind kind = InstrumentKind::Counter;
    std::string_view name{};
    std::string_view unit{};
    Attributes attributes{};

    [[nodiscard]] std::uint64_t hash(std::uint64_t seed) const noexcept;
    /// Appends the stored form to `out`; false when memory was refused.
    [[nodiscard]] bool store(ByteBuffer& out) const noexcept;
    /// Whether `stored`, made by store(), is the same key.
    [[nodiscard]] bool equals(const char* stored) const noexcept;
};

}  // namespace telemetryflow::hot
