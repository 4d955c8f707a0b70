#include "hot/series_key.hpp"

#include <cstring>

namespace telemetryflow::hot {
namespace {

constexpr std::size_t kMaxAttributes = (std::size_t{1} << 24U) - 1;
constexpr std::size_t kMaxKeyBytes = kMaxAttributes;
constexpr std::size_t kMaxBytes = 0xFFFFFFFF;

// Elements as they lie in memory; string arrays are not.
std::string_view array_bytes(const AttributeValue& value) noexcept {
    const auto bytes_of = [](auto array) {
        return std::string_view(reinterpret_cast<const char*>(array.data()), array.size_bytes());
    };
    switch (value.type()) {
        case AttributeType::BoolArray: return bytes_of(value.as_array<bool>());
        case AttributeType::Int32Array: return bytes_of(value.as_array<std::int32_t>());
        case AttributeType::Int64Array: return bytes_of(value.as_array<std::int64_t>());
        case AttributeType::Bytes: return bytes_of(value.as_array<std::byte>());
        default: return bytes_of(value.as_array<double>());
    }
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

std::size_t string_count(const AttributeValue& value) noexcept {
    return value.type() == AttributeType::StringViewArray ? value.as_array<std::string_view>().size()
                                                          : value.as_array<std::string>().size();
}

bool put(ByteBuffer& out, std::string_view bytes) noexcept {
    if (!out.ensure(bytes.size())) return false;
    copy_bytes(out.end(), bytes.data(), bytes.size());
    out.set_end(out.end() + bytes.size());
    return true;
}

bool put_word(ByteBuffer& out, std::uint64_t word) noexcept {
    return put(out, {reinterpret_cast<const char*>(&word), sizeof(word)});
}

}  // namespace

std::uint64_t SeriesKey::hash_array(const AttributeValue& value, std::uint64_t seed) noexcept {
    std::uint64_t h = seed + static_cast<std::uint8_t>(value.type());
    if (!is_string_array(value.type())) return hash_text(array_bytes(value), h);
    all_strings(value, [&h](std::string_view element) {
        h = hash_text(element, h);
        return true;
    });
    return h;
}

const char* SeriesKey::match_array(const char* stored, const Attribute& attribute) noexcept {
    const AttributeValue& value = attribute.value;
    const bool strings = is_string_array(value.type());
    const std::size_t value_size = strings ? string_count(value) : array_bytes(value).size();
    if (load<std::uint64_t>(stored) != attribute_word(attribute, value_size)) return nullptr;
    stored += 8;
    if (!equal_bytes(stored, attribute.key.data(), attribute.key.size())) return nullptr;
    stored += attribute.key.size();
    if (!strings) return equal_bytes(stored, array_bytes(value).data(), value_size) ? stored + value_size : nullptr;
    const bool same = all_strings(value, [&](std::string_view element) {
        if (load<std::uint64_t>(stored) != element.size()) return false;
        stored += 8;
        const bool equal = equal_bytes(stored, element.data(), element.size());
        stored += element.size();
        return equal;
    });
    return same ? stored : nullptr;
}

bool SeriesKey::store(ByteBuffer& out) const noexcept {
    if (attributes.size() > kMaxAttributes || name.size() > kMaxBytes || unit.size() > kMaxBytes) return false;
    bool stored = put_word(out, identity_word()) && put_word(out, names_word());
    if (instrument_id == 0) stored = stored && put(out, name) && put(out, unit);
    for (const Attribute& attribute : attributes) {
        const AttributeValue& value = attribute.value;
        const std::uint64_t scalar = value.type() < AttributeType::String ? scalar_bits(value) : 0;
        std::string_view bytes{reinterpret_cast<const char*>(&scalar), sizeof(scalar)};
        std::size_t value_size = bytes.size();
        if (is_string_array(value.type())) {
            value_size = string_count(value);
        } else if (value.type() >= AttributeType::String) {
            bytes = value.type() == AttributeType::String ? value.as_string() : array_bytes(value);
            value_size = bytes.size();
        }
        if (attribute.key.size() > kMaxKeyBytes || value_size > kMaxBytes) return false;
        stored = stored && put_word(out, attribute_word(attribute, value_size)) && put(out, attribute.key);
        if (!is_string_array(value.type())) {
            stored = stored && put(out, bytes);
        } else {
            stored = stored && all_strings(value, [&out](std::string_view element) {
                         return put_word(out, element.size()) && put(out, element);
                     });
        }
    }
    return stored;
}

}  // namespace telemetryflow::hot
