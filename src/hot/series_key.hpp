#pragma once

// What a measurement is looked up by: the instrument, by id from a handle or by kind, unit and name from a client call,
// and the attributes in the order given. The stored form is compared in full; equal hashes alone decide nothing.
// Everything is inline but what arrays need, so that a key need not exist in memory.

#include <bit>
#include <cstdint>
#include <string_view>

#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/hot/instrument_kind.hpp"

#include "hot/byte_buffer.hpp"
#include "hot/hash.hpp"
#include "hot/short_bytes.hpp"

namespace telemetryflow::hot {

struct SeriesKey {
    /// In instrument_id: it is the id of one stream.
    static constexpr std::uint32_t kStreamBit = 0x80000000;

    std::uint32_t instrument_id = 0;  // 0: by kind, name and unit
    InstrumentKind kind = InstrumentKind::Counter;
    std::string_view name{};
    std::string_view unit{};
    Attributes attributes{};

    /// A guess at equality that follows no pointer: keys with equal prints are probably equal, and the same call in a
    /// program makes equal prints unless its texts are somewhere else each time.
    [[nodiscard]] std::uint64_t print() const noexcept;
    [[nodiscard]] std::uint64_t hash(std::uint64_t seed) const noexcept;
    /// Appends the stored form to `out`; false when memory was refused or the key is beyond all measure.
    [[nodiscard]] bool store(ByteBuffer& out) const noexcept;
    /// Whether `stored`, made by store(), is the same key.
    [[nodiscard]] bool equals(const char* stored) const noexcept;

private:
    // The stored form: two words, the name and the unit, and for each attribute a word, its key and its value. The
    // words hold every size, so that what follows is compared only when it can be equal.
    [[nodiscard]] std::uint64_t identity_word() const noexcept {
        return std::uint64_t{instrument_id} << 32U | std::uint64_t{static_cast<std::uint8_t>(kind)} << 24U |
               attributes.size();
    }
    [[nodiscard]] std::uint64_t names_word() const noexcept {
        return instrument_id != 0 ? 0 : std::uint64_t{name.size()} << 32U | unit.size();
    }
    [[nodiscard]] static std::uint64_t attribute_word(const Attribute& attribute, std::size_t value_size) noexcept {
        return std::uint64_t{value_size} << 32U |
               std::uint64_t{static_cast<std::uint8_t>(attribute.value.type())} << 24U | attribute.key.size();
    }
    [[nodiscard]] static std::uint64_t scalar_bits(const AttributeValue& value) noexcept {
        switch (value.type()) {
            case AttributeType::Bool: return value.as_bool() ? 1 : 0;
            case AttributeType::Int64: return std::bit_cast<std::uint64_t>(value.as_int64());
            default: return std::bit_cast<std::uint64_t>(value.as_double());
        }
    }
    [[gnu::noinline]] static std::uint64_t hash_array(const AttributeValue& value, std::uint64_t seed) noexcept;
    /// Null when the array is another one, else the position after it.
    [[gnu::noinline]] static const char* match_array(const char* stored, const Attribute& attribute) noexcept;
};

[[gnu::always_inline]] inline std::uint64_t SeriesKey::print() const noexcept {
    std::uint64_t joined = identity_word() + std::bit_cast<std::uintptr_t>(name.data());
    for (const Attribute& attribute : attributes) {
        joined = std::rotl(joined, 23) + std::bit_cast<std::uintptr_t>(attribute.key.data());
        joined = std::rotl(joined, 23) + attribute.value.word();
    }
    return joined * kHashOdd;
}

[[gnu::always_inline]] inline std::uint64_t SeriesKey::hash(std::uint64_t seed) const noexcept {
    // Texts are hashed side by side and joined by position, because one after another each would wait for the last.
    std::uint64_t joined = identity_word();
    const auto join = [&joined](std::uint64_t part) { joined = std::rotl(joined, 23) + part; };
    if (instrument_id == 0) {
        join(hash_text(name, seed));
        join(hash_text(unit, seed));
    }
    for (const Attribute& attribute : attributes) {
        const AttributeValue& value = attribute.value;
        join(hash_key(attribute.key, seed));
        if (value.type() == AttributeType::String) {
            join(hash_text(value.as_string(), seed));
        } else if (value.type() < AttributeType::String) {
            join(hash_word(scalar_bits(value), seed + static_cast<std::uint8_t>(value.type())));
        } else {
            join(hash_array(value, seed));
        }
    }
    return hash_word(joined, seed);
}

[[gnu::always_inline]] inline bool SeriesKey::equals(const char* stored) const noexcept {
    if (load<std::uint64_t>(stored) != identity_word() || load<std::uint64_t>(stored + 8) != names_word()) return false;
    stored += 16;
    if (instrument_id == 0) {
        if (!equal_bytes(stored, name.data(), name.size())) return false;
        stored += name.size();
        if (!equal_bytes(stored, unit.data(), unit.size())) return false;
        stored += unit.size();
    }
    for (const Attribute& attribute : attributes) {
        const AttributeValue& value = attribute.value;
        const std::string_view key = attribute.key;
        if (value.type() > AttributeType::String) [[unlikely]] {
            stored = match_array(stored, attribute);
            if (stored == nullptr) return false;
            continue;
        }
        const bool is_text = value.type() == AttributeType::String;
        const std::size_t value_size = is_text ? value.as_string().size() : sizeof(std::uint64_t);
        if (load<std::uint64_t>(stored) != attribute_word(attribute, value_size)) return false;
        stored += 8;
        if (!equal_bytes(stored, key.data(), key.size())) return false;
        stored += key.size();
        if (is_text ? !equal_bytes(stored, value.as_string().data(), value_size)
                    : load<std::uint64_t>(stored) != scalar_bits(value))
            return false;
        stored += value_size;
    }
    return true;
}

}  // namespace telemetryflow::hot
