#include "hot/attribute_encoder.hpp"

#include <array>

#include "domain/utf8.hpp"
#include "hot/wire.hpp"

namespace telemetryflow::hot {
namespace {

// Field numbers of opentelemetry.proto.common.v1.
constexpr std::uint32_t kKeyValueKey = 1;
constexpr std::uint32_t kKeyValueValue = 2;
constexpr std::uint32_t kAnyString = 1;
constexpr std::uint32_t kAnyBool = 2;
constexpr std::uint32_t kAnyInt = 3;
constexpr std::uint32_t kAnyDouble = 4;
constexpr std::uint32_t kAnyArray = 5;
constexpr std::uint32_t kArrayValues = 1;

// Two bits of 64, from the length and both ends: keys share prefixes such as "http.", and other keys' bits together
// must not often look like one more.
std::uint64_t key_shape(std::string_view key) noexcept {
    const std::size_t size = key.size();
    std::uint64_t ends = 0;
    if (size >= 8) {
        ends = load<std::uint64_t>(key.data()) + 3 * load<std::uint64_t>(key.data() + size - 8);
    } else if (size >= 4) {
        ends = load<std::uint32_t>(key.data()) + (std::uint64_t{load<std::uint32_t>(key.data() + size - 4)} << 32U);
    } else {
        ends = static_cast<unsigned char>(key[0]) |
               static_cast<std::uint64_t>(static_cast<unsigned char>(key[size - 1])) << 8U;
    }
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;
    const std::uint64_t hash = (ends + size) * kOdd;
    return std::uint64_t{1} << (hash >> 58U) | std::uint64_t{1} << (hash >> 52U & 63U);
}

std::uint64_t get_varint(const char*& at) noexcept {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        const auto byte = static_cast<unsigned char>(*at++);
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if (byte < 0x80) return value;
    }
}

// Removes the attribute `key` from the bytes of one set, all of them of this encoder's making.
bool erase_key(ByteBuffer& out, std::string_view key) noexcept {
    const char* at = out.data();
    const char* end = at + out.size();
    while (at < end) {
        const char* start = at;
        get_varint(at);
        const auto size = static_cast<std::size_t>(get_varint(at));
        const char* body = at;
        at += size;
        const char* key_at = body + 1;
        const auto key_size = static_cast<std::size_t>(get_varint(key_at));
        if (std::string_view(key_at, key_size) == key) {
            out.erase(out.data() + (start - out.data()), static_cast<std::size_t>(at - start));
            return true;
        }
    }
    return false;
}

template <class Visit>
void for_each_string(const AttributeValue& value, Visit&& visit) {
    if (value.type() == AttributeType::StringViewArray) {
        for (const std::string_view element : value.as_array<std::string_view>())
            visit(element);
    } else {
        for (const std::string& element : value.as_array<std::string>())
            visit(std::string_view(element));
    }
}

constexpr std::size_t int_value_size(std::int64_t value) noexcept {
    return 1 + wire::varint_size(static_cast<std::uint64_t>(value));
}

constexpr std::size_t kBoolValueSize = 2;
constexpr std::size_t kDoubleValueSize = 9;

}  // namespace

// Inlined, because its result would travel through memory otherwise.
[[gnu::always_inline]] inline AttributeEncoder::Text AttributeEncoder::prepare(std::string_view text,
                                                                               std::size_t limit) noexcept {
    if (text.size() > limit) [[unlikely]] {
        text = utf8::prefix(text, limit);
        bump(edits_.truncated_strings);
    }
    if (utf8::is_valid(text)) [[likely]]
        return {text, text.size(), true};
    bump(edits_.repaired_strings);
    return {text, utf8::repaired_size(text), false};
}

[[gnu::always_inline]] inline char* AttributeEncoder::put_text(char* at, const Text& text) noexcept {
    return text.valid ? wire::put_raw(at, text.bytes.data(), text.size) : utf8::repair(at, text.bytes);
}

bool AttributeEncoder::append(ByteBuffer& out, std::uint32_t field, const Attribute& attribute,
                              Progress& progress) noexcept {
    if (attribute.key.empty()) [[unlikely]] {
        ++progress.dropped;
        bump(edits_.dropped_attributes);
        return true;
    }
    Text key = prepare(attribute.key, RecordingLimits::kKeyLength);
    std::array<char, 3 * RecordingLimits::kKeyLength> repaired;  // one byte becomes three at most
    if (!key.valid) [[unlikely]] {
        // Keys are compared as they are written.
        const char* end = utf8::repair(repaired.data(), key.bytes);
        key = {{repaired.data(), static_cast<std::size_t>(end - repaired.data())}, key.size, true};
    }
    const std::uint64_t shape = key_shape(key.bytes);
    if ((progress.key_shapes & shape) == shape && erase_key(out, key.bytes)) {
        --progress.count;
    } else if (progress.count >= limits_.attribute_count) [[unlikely]] {
        ++progress.dropped;
        bump(edits_.dropped_attributes);
        return true;
    }

    const AttributeValue& value = attribute.value;
    Text text{};
    std::size_t value_size = 0;
    switch (value.type()) {
        case AttributeType::String:
            text = prepare(value.as_string(), limits_.attribute_value_length);
            value_size = wire::bytes_field_size(text.size);
            break;
        case AttributeType::Int64: value_size = int_value_size(value.as_int64()); break;
        case AttributeType::Bool: value_size = kBoolValueSize; break;
        case AttributeType::Double: value_size = kDoubleValueSize; break;
        default: value_size = wire::bytes_field_size(array_size(value)); break;
    }
    const std::size_t body_size = wire::bytes_field_size(key.size) + wire::bytes_field_size(value_size);
    if (!out.ensure(body_size + 2 * wire::kMaxVarint)) return false;

    char* at = wire::put_bytes_header(out.end(), field, body_size);
    at = wire::put_bytes_header(at, kKeyValueKey, key.size);
    at = put_text(at, key);
    at = wire::put_bytes_header(at, kKeyValueValue, value_size);
    switch (value.type()) {
        case AttributeType::String:
            at = wire::put_bytes_header(at, kAnyString, text.size);
            at = put_text(at, text);
            break;
        case AttributeType::Int64:
            at = wire::put_varint_field(at, kAnyInt, static_cast<std::uint64_t>(value.as_int64()));
            break;
        case AttributeType::Bool: at = wire::put_varint_field(at, kAnyBool, value.as_bool() ? 1 : 0); break;
        case AttributeType::Double: at = wire::put_double_field(at, kAnyDouble, value.as_double()); break;
        default:
            at = wire::put_bytes_header(at, kAnyArray, array_size(value));
            at = put_array(at, value);
            break;
    }
    out.set_end(at);
    ++progress.count;
    progress.key_shapes |= shape;
    return true;
}

bool AttributeEncoder::append_string(ByteBuffer& out, std::uint32_t field, std::string_view text,
                                     std::size_t limit) noexcept {
    return append_prepared(out, field, prepare(text, limit));
}

bool AttributeEncoder::append_text(ByteBuffer& out, std::uint32_t field, std::string_view text,
                                   std::size_t limit) noexcept {
    if (text.empty()) return true;
    const Text prepared = prepare(text, limit);
    // A limit shorter than the first character leaves nothing.
    return prepared.size == 0 || append_prepared(out, field, prepared);
}

bool AttributeEncoder::append_prepared(ByteBuffer& out, std::uint32_t field, const Text& prepared) noexcept {
    if (!out.ensure(prepared.size + 2 * wire::kMaxVarint)) return false;
    out.set_end(put_text(wire::put_bytes_header(out.end(), field, prepared.size), prepared));
    return true;
}

std::size_t AttributeEncoder::array_size(const AttributeValue& value) noexcept {
    std::size_t size = 0;
    switch (value.type()) {
        case AttributeType::BoolArray: return value.as_array<bool>().size() * wire::bytes_field_size(kBoolValueSize);
        case AttributeType::DoubleArray:
            return value.as_array<double>().size() * wire::bytes_field_size(kDoubleValueSize);
        case AttributeType::Int32Array:
            for (const std::int32_t element : value.as_array<std::int32_t>()) {
                size += wire::bytes_field_size(int_value_size(element));
            }
            return size;
        case AttributeType::Int64Array:
            for (const std::int64_t element : value.as_array<std::int64_t>()) {
                size += wire::bytes_field_size(int_value_size(element));
            }
            return size;
        default:
            for_each_string(value, [&](std::string_view element) {
                const std::string_view kept = utf8::prefix(element, limits_.attribute_value_length);
                const std::size_t text = utf8::is_valid(kept) ? kept.size() : utf8::repaired_size(kept);
                size += wire::bytes_field_size(wire::bytes_field_size(text));
            });
            return size;
    }
}

char* AttributeEncoder::put_array(char* at, const AttributeValue& value) noexcept {
    const auto put_int = [&at](std::int64_t element) {
        at = wire::put_bytes_header(at, kArrayValues, int_value_size(element));
        at = wire::put_varint_field(at, kAnyInt, static_cast<std::uint64_t>(element));
    };
    switch (value.type()) {
        case AttributeType::BoolArray:
            for (const bool element : value.as_array<bool>()) {
                at = wire::put_bytes_header(at, kArrayValues, kBoolValueSize);
                at = wire::put_varint_field(at, kAnyBool, element ? 1 : 0);
            }
            break;
        case AttributeType::DoubleArray:
            for (const double element : value.as_array<double>()) {
                at = wire::put_bytes_header(at, kArrayValues, kDoubleValueSize);
                at = wire::put_double_field(at, kAnyDouble, element);
            }
            break;
        case AttributeType::Int32Array:
            for (const std::int32_t element : value.as_array<std::int32_t>())
                put_int(element);
            break;
        case AttributeType::Int64Array:
            for (const std::int64_t element : value.as_array<std::int64_t>())
                put_int(element);
            break;
        default:
            for_each_string(value, [&](std::string_view element) {
                const Text text = prepare(element, limits_.attribute_value_length);
                at = wire::put_bytes_header(at, kArrayValues, wire::bytes_field_size(text.size));
                at = wire::put_bytes_header(at, kAnyString, text.size);
                at = put_text(at, text);
            });
            break;
    }
    return at;
}

}  // namespace telemetryflow::hot
