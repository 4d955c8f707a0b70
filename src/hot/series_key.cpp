#include "hot/series_key.hpp"

#include <bit>
#include <cstring>

#include "hot/hash.hpp"
#include "hot/short_bytes.hpp"

namespace telemetryflow::hot {
namespace {

struct StoredHead {
    std::uint32_t instrument_id;
    std::uint32_t name_size;
    std::uint32_t unit_size;
    std::uint32_t attribute_count;
    InstrumentKind kind;
};

struct StoredAttribute {
    std::uint32_t key_size;
    std::uint32_t value_size;
    AttributeType type;
};

// The value's bytes in memory, for every type but string arrays, whose elements are apart.
[[gnu::always_inline]] inline std::string_view value_bytes(const AttributeValue& value,
                                                           std::uint64_t& scalar) noexcept {
    const auto bytes_of = [](auto array) {
        return std::string_view(reinterpret_cast<const char*>(array.data()), array.size_bytes());
    };
    switch (value.type()) {
        case AttributeType::Bool: scalar = value.as_bool() ? 1 : 0; break;
        case AttributeType::Int64: scalar = std::bit_cast<std::uint64_t>(value.as_int64()); break;
        case AttributeType::Double: scalar = std::bit_cast<std::uint64_t>(value.as_double()); break;
        case AttributeType::String: return value.as_string();
        case AttributeType::BoolArray: return bytes_of(value.as_array<bool>());
        case AttributeType::Int32Array: return bytes_of(value.as_array<std::int32_t>());
        case AttributeType::Int64Array: return bytes_of(value.as_array<std::int64_t>());
        case AttributeType::DoubleArray: return bytes_of(value.as_array<double>());
        case AttributeType::StringViewArray:
        case AttributeType::StringArray: return {};
    }
    return {reinterpret_cast<const char*>(&scalar), sizeof(scalar)};
}

bool is_string_array(AttributeType type) noexcept {
    return type == AttributeType::StringViewArray || type == AttributeType::StringArray;
}

template <class Visit>
bool all_strings(const AttributeValue& value, Visit&& visit) noexcept {
    if (value.type() == AttributeType::StringViewArray) {
        for (const std::string_view element : value.as_array<std::string_view>()) {
            if (!visit(element)) return false;
        }
    } else {
        for (const std::string& element : value.as_array<std::string>()) {
            if (!visit(std::string_view(element))) return false;
        }
    }
    return true;
}

bool put(ByteBuffer& out, const void* data, std::size_t size) noexcept {
    if (!out.ensure(size)) return false;
    if (size != 0) std::memcpy(out.end(), data, size);
    out.set_end(out.end() + size);
    return true;
}

bool take_equal(const char*& at, std::string_view expected) noexcept {
    const bool equal = equal_bytes(at, expected.data(), expected.size());
    at += expected.size();
    return equal;
}

template <class T>
T take(const char*& at) noexcept {
    T value;
    std::memcpy(&value, at, sizeof(T));
    at += sizeof(T);
    return value;
}

}  // namespace

std::uint64_t SeriesKey::hash(std::uint64_t seed) const noexcept {
    std::uint64_t h = seed ^ (std::uint64_t{instrument_id} << 8U | static_cast<std::uint8_t>(kind));
    if (instrument_id == 0) h = hash_bytes(unit, hash_bytes(name, h));
    for (const Attribute& attribute : attributes) {
        h = hash_bytes(attribute.key, h + static_cast<std::uint64_t>(attribute.value.type()));
        if (is_string_array(attribute.value.type())) {
            all_strings(attribute.value, [&h](std::string_view element) {
                h = hash_bytes(element, h);
                return true;
            });
        } else {
            std::uint64_t scalar = 0;
            h = hash_bytes(value_bytes(attribute.value, scalar), h);
        }
    }
    return h;
}

bool SeriesKey::store(ByteBuffer& out) const noexcept {
    StoredHead head{};
    head.instrument_id = instrument_id;
    head.kind = kind;
    head.attribute_count = static_cast<std::uint32_t>(attributes.size());
    if (instrument_id == 0) {
        head.name_size = static_cast<std::uint32_t>(name.size());
        head.unit_size = static_cast<std::uint32_t>(unit.size());
    }
    bool stored =
        put(out, &head, sizeof(head)) && put(out, name.data(), head.name_size) && put(out, unit.data(), head.unit_size);
    for (const Attribute& attribute : attributes) {
        StoredAttribute entry{};
        entry.type = attribute.value.type();
        entry.key_size = static_cast<std::uint32_t>(attribute.key.size());
        std::uint64_t scalar = 0;
        const std::string_view bytes = value_bytes(attribute.value, scalar);
        entry.value_size = static_cast<std::uint32_t>(bytes.size());
        if (is_string_array(entry.type)) {
            all_strings(attribute.value, [&entry](std::string_view) { return ++entry.value_size != 0; });
        }
        stored = stored && put(out, &entry, sizeof(entry)) && put(out, attribute.key.data(), entry.key_size) &&
                 put(out, bytes.data(), bytes.size());
        if (stored && is_string_array(entry.type)) {
            stored = all_strings(attribute.value, [&out](std::string_view element) {
                const auto size = static_cast<std::uint32_t>(element.size());
                return put(out, &size, sizeof(size)) && put(out, element.data(), size);
            });
        }
    }
    return stored;
}

bool SeriesKey::equals(const char* stored) const noexcept {
    const auto head = take<StoredHead>(stored);
    if (head.instrument_id != instrument_id || head.kind != kind || head.attribute_count != attributes.size()) {
        return false;
    }
    if (instrument_id == 0) {
        if (head.name_size != name.size() || head.unit_size != unit.size()) return false;
        if (!take_equal(stored, name) || !take_equal(stored, unit)) return false;
    }
    for (const Attribute& attribute : attributes) {
        const auto entry = take<StoredAttribute>(stored);
        if (entry.type != attribute.value.type() || entry.key_size != attribute.key.size()) return false;
        if (!take_equal(stored, attribute.key)) return false;
        if (is_string_array(entry.type)) {
            std::uint32_t left = entry.value_size;
            const bool same = all_strings(attribute.value, [&](std::string_view element) {
                if (left-- == 0 || take<std::uint32_t>(stored) != element.size()) return false;
                return take_equal(stored, element);
            });
            if (!same || left != 0) return false;
            continue;
        }
        std::uint64_t scalar = 0;
        const std::string_view bytes = value_bytes(attribute.value, scalar);
        if (entry.value_size != bytes.size() || !take_equal(stored, bytes)) return false;
    }
    return true;
}

}  // namespace telemetryflow::hot
