#include "hot/attribute_encoder.hpp"

#include <algorithm>
#include <array>
#include <cstring>

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
constexpr std::uint32_t kAnyBytes = 7;
constexpr std::uint32_t kArrayValues = 1;

std::uint64_t get_varint(const char*& at) noexcept {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        const auto byte = static_cast<unsigned char>(*at++);
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if (byte < 0x80) return value;
    }
}

// Removes the attribute `key` from the bytes of one set, all of them of this encoder's making; returns their new end.
char* erase_key(char* set, char* end, std::string_view key) noexcept {
    const char* at = set;
    while (at < end) {
        const char* start = at;
        get_varint(at);
        const auto size = static_cast<std::size_t>(get_varint(at));
        const char* key_at = at + 1;
        at += size;
        const auto key_size = static_cast<std::size_t>(get_varint(key_at));
        if (std::string_view(key_at, key_size) == key) {
            std::memmove(set + (start - set), at, static_cast<std::size_t>(end - at));
            return end - (at - start);
        }
    }
    return end;
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

AttributeEncoder::Text AttributeEncoder::prepare(std::string_view text, std::size_t limit) noexcept {
    if (text.size() > limit) [[unlikely]] {
        text = utf8::prefix(text, limit);
        bump(edits_.truncated_strings);
    }
    if (utf8::is_valid(text)) [[likely]]
        return {text, text.size(), true};
    bump(edits_.repaired_strings);
    return {text, utf8::repaired_size(text), false};
}

char* AttributeEncoder::put_prepared(char* at, const Text& text) noexcept {
    return text.valid ? wire::put_raw(at, text.bytes.data(), text.size) : utf8::repair(at, text.bytes);
}

std::size_t AttributeEncoder::long_text_bound(std::string_view text, std::size_t limit) noexcept {
    const std::string_view kept = text.substr(0, limit);
    // Three times a long text is much to ask for when a look at it can tell that it will not be needed.
    return kFraming + (utf8::is_ascii(kept) ? kept.size() : kRepairFactor * kept.size());
}

std::size_t AttributeEncoder::bound(Attributes attributes) const noexcept {
    std::size_t bytes = 0;
    for (const Attribute& attribute : attributes) {
        const AttributeValue& value = attribute.value;
        bytes += kFraming + kRepairFactor * std::min<std::size_t>(attribute.key.size(), RecordingLimits::kKeyLength);
        if (value.type() == AttributeType::String) {
            bytes += text_bound(value.as_string(), limits_.attribute_value_length);
        } else if (value.type() > AttributeType::String) {
            bytes += array_bound(value);
        }
    }
    return bytes;
}

std::size_t AttributeEncoder::array_bound(const AttributeValue& value) const noexcept {
    constexpr std::size_t kLargestElement = 2 + 1 + wire::kMaxVarint;
    switch (value.type()) {
        case AttributeType::BoolArray: return kLargestElement * value.as_array<bool>().size();
        case AttributeType::DoubleArray: return kLargestElement * value.as_array<double>().size();
        case AttributeType::Int32Array: return kLargestElement * value.as_array<std::int32_t>().size();
        case AttributeType::Int64Array: return kLargestElement * value.as_array<std::int64_t>().size();
        case AttributeType::Bytes: return std::min<std::size_t>(value.size(), limits_.attribute_value_length);
        default: {
            std::size_t bytes = 0;
            for_each_string(
                value, [&](std::string_view element) { bytes += text_bound(element, limits_.attribute_value_length); });
            return bytes;
        }
    }
}

template <bool kKeepEmpty>
char* AttributeEncoder::put_string_slowly(char* at, std::uint32_t field, std::string_view text,
                                          std::size_t limit) noexcept {
    const Text prepared = prepare(text, limit);
    // A limit shorter than the first character leaves nothing.
    if (!kKeepEmpty && prepared.size == 0) return at;
    return put_prepared(wire::put_bytes_header(at, field, prepared.size), prepared);
}
template char* AttributeEncoder::put_string_slowly<true>(char*, std::uint32_t, std::string_view, std::size_t) noexcept;
template char* AttributeEncoder::put_string_slowly<false>(char*, std::uint32_t, std::string_view, std::size_t) noexcept;

char* AttributeEncoder::put_slowly(char* set, char* at, std::uint32_t field, const Attribute& attribute,
                                   Progress& progress) noexcept {
    if (attribute.key.empty()) {
        ++progress.dropped;
        bump(edits_.dropped_attributes);
        return at;
    }
    const Text given_key = prepare(attribute.key, RecordingLimits::kKeyLength);
    // Keys are compared as they are written.
    std::array<char, kRepairFactor * RecordingLimits::kKeyLength> written;
    put_prepared(written.data(), given_key);
    const Text key{{written.data(), given_key.size}, given_key.size, true};
    std::array<char, kRepairFactor * RecordingLimits::kKeyLength> unused;
    const std::uint64_t shape = key_shape(copy_seen(unused.data(), written.data(), key.size), key.size);
    if ((progress.key_shapes & shape) == shape) {
        char* const end = erase_key(set, at, key.bytes);
        if (end != at) --progress.count;
        at = end;
    }
    if (progress.count >= limits_.attribute_count) {
        ++progress.dropped;
        bump(edits_.dropped_attributes);
        return at;
    }

    const Measured value = measure(attribute.value, limits_.attribute_value_length);
    const std::size_t body_size = wire::bytes_field_size(key.size) + wire::bytes_field_size(value.size);

    at = wire::put_bytes_header(at, field, body_size);
    at = wire::put_bytes_header(at, kKeyValueKey, key.size);
    at = put_prepared(at, key);
    at = wire::put_bytes_header(at, kKeyValueValue, value.size);
    at = put_measured(at, attribute.value, value);
    ++progress.count;
    progress.key_shapes |= shape;
    return at;
}

std::size_t AttributeEncoder::value_bound(const AttributeValue& value, std::size_t limit) const noexcept {
    if (value.type() == AttributeType::String) return text_bound(value.as_string(), limit);
    return kFraming + (value.type() > AttributeType::String ? array_bound(value) : 0);
}

char* AttributeEncoder::put_value(char* at, std::uint32_t field, const AttributeValue& value,
                                  std::size_t limit) noexcept {
    const Measured measured = measure(value, limit);
    return put_measured(wire::put_bytes_header(at, field, measured.size), value, measured);
}

AttributeEncoder::Measured AttributeEncoder::measure(const AttributeValue& value, std::size_t limit) noexcept {
    switch (value.type()) {
        case AttributeType::String: {
            const Text text = prepare(value.as_string(), limit);
            return {text, 0, wire::bytes_field_size(text.size)};
        }
        case AttributeType::Int64: return {{}, 0, int_value_size(value.as_int64())};
        case AttributeType::Bool: return {{}, 0, kBoolValueSize};
        case AttributeType::Double: return {{}, 0, kDoubleValueSize};
        default: {
            const std::size_t elements = array_size(value);
            return {{}, elements, wire::bytes_field_size(elements)};
        }
    }
}

char* AttributeEncoder::put_measured(char* at, const AttributeValue& value, const Measured& measured) noexcept {
    switch (value.type()) {
        case AttributeType::String:
            at = wire::put_bytes_header(at, kAnyString, measured.text.size);
            return put_prepared(at, measured.text);
        case AttributeType::Int64:
            return wire::put_varint_field(at, kAnyInt, static_cast<std::uint64_t>(value.as_int64()));
        case AttributeType::Bool: return wire::put_varint_field(at, kAnyBool, value.as_bool() ? 1 : 0);
        case AttributeType::Double: return wire::put_double_field(at, kAnyDouble, value.as_double());
        default: {
            const std::uint32_t kind = value.type() == AttributeType::Bytes ? kAnyBytes : kAnyArray;
            return put_array(wire::put_bytes_header(at, kind, measured.elements), value);
        }
    }
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
        case AttributeType::Bytes:
            if (value.size() > limits_.attribute_value_length) bump(edits_.truncated_strings);
            return std::min<std::size_t>(value.size(), limits_.attribute_value_length);
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
        case AttributeType::Bytes:
            at = wire::put_raw(at, value.as_array<std::byte>().data(),
                               std::min<std::size_t>(value.size(), limits_.attribute_value_length));
            break;
        default:
            for_each_string(value, [&](std::string_view element) {
                const Text text = prepare(element, limits_.attribute_value_length);
                at = wire::put_bytes_header(at, kArrayValues, wire::bytes_field_size(text.size));
                at = wire::put_bytes_header(at, kAnyString, text.size);
                at = put_prepared(at, text);
            });
            break;
    }
    return at;
}

template char* AttributeEncoder::put(ByteBuffer& room, std::size_t set_at, char* at, std::uint32_t field,
                                     Attributes attributes, Progress& progress, std::size_t tail) noexcept;
template char* AttributeEncoder::put_slowly(ByteBuffer& room, std::size_t set_at, char* at, std::uint32_t field,
                                            const Attribute& attribute, Progress& progress,
                                            std::size_t behind) noexcept;

}  // namespace telemetryflow::hot
