#pragma once

// Attributes become OTLP KeyValue bytes as they are given: no object in between, no second walk. One set of attributes
// at a time, written by one thread; keys stay unique, the last value wins (OpenTelemetry common, "Attribute
// Collections"). What is short, new and ASCII, which is nearly everything, is written by put_plainly(); the rest takes
// put_slowly(), which starts over at the same place.

#include <cstdint>
#include <string_view>

#include "telemetryflow/domain/attributes.hpp"

#include "hot/byte_buffer.hpp"
#include "hot/edit_counts.hpp"
#include "hot/recording_limits.hpp"
#include "hot/short_bytes.hpp"
#include "hot/wire.hpp"

namespace telemetryflow::hot {

class AttributeEncoder {
public:
    AttributeEncoder(const RecordingLimits& limits, EditCounts& edits) noexcept : limits_(limits), edits_(edits) {}

    /// What has been written into one set so far.
    struct Progress {
        std::uint32_t count = 0;
        std::uint32_t dropped = 0;
        /// Two bits for each key's shape: a clear one proves that a key is new without a look at the bytes.
        std::uint64_t key_shapes = 0;
    };

    /// Bytes to have at hand before put(). Few attributes are taken for plain ones unseen; put() asks for more where
    /// one is not, which costs nearly all records nothing.
    [[nodiscard]] std::size_t room_for(Attributes attributes) const noexcept {
        constexpr std::size_t kFew = 16;
        if (attributes.size() <= kFew) [[likely]]
            return attributes.size() * kPlainAttribute;
        return bound(attributes);
    }
    /// No more bytes than this are written for a text.
    [[nodiscard]] static std::size_t text_bound(std::string_view text, std::size_t limit) noexcept {
        if (text.size() <= kShortText) [[likely]]
            return kFraming + kRepairFactor * text.size();
        return long_text_bound(text, limit);
    }

    /// Writes `attributes` to `at`, each as field `field`, a number below 16, of the enclosing message; returns the
    /// position after them. The set begins `set_at` bytes into `room`, where room_for() and another `tail` bytes must
    /// be free behind `at`. Null when `room`, which may move, refused more. An attribute over the limit or without a
    /// key is left out and counted.
    template <class Room>
    char* put(Room& room, std::size_t set_at, char* at, std::uint32_t field, Attributes attributes, Progress& progress,
              std::size_t tail) noexcept {
        // In locals, because whatever bytes are written could be theirs for all that the compiler knows.
        const std::uint32_t count_limit = limits_.attribute_count;
        const std::uint32_t length_limit = limits_.attribute_value_length;
        std::uint32_t count = progress.count;
        std::uint64_t key_shapes = progress.key_shapes;
        const Attribute* const last = attributes.end();
        for (const Attribute* attribute = attributes.begin(); attribute != last; ++attribute) {
            char* end = count < count_limit ? put_plainly(at, field, *attribute, length_limit, key_shapes) : nullptr;
            if (end == nullptr) [[unlikely]] {
                progress.count = count;
                progress.key_shapes = key_shapes;
                const std::size_t behind = static_cast<std::size_t>(last - attribute - 1) * kPlainAttribute + tail;
                at = put_slowly(room, set_at, at, field, *attribute, progress, behind);
                if (at == nullptr) return nullptr;
                count = progress.count;
                key_shapes = progress.key_shapes;
                continue;
            }
            ++count;
            at = end;
        }
        progress.count = count;
        progress.key_shapes = key_shapes;
        return at;
    }

    /// Writes `text`, cut to `limit` bytes and repaired, as a field that is there also when it is empty.
    char* put_string(char* at, std::uint32_t field, std::string_view text, std::size_t limit) noexcept;
    /// The same as a field that is not there when it is empty.
    [[gnu::always_inline]] char* put_text(char* at, std::uint32_t field, std::string_view text,
                                          std::size_t limit) noexcept {
        return text.empty() ? at : put_string<false>(at, field, text, limit);
    }

    /// No more bytes than this are written for a value that belongs to no attribute, such as a log record's body.
    [[nodiscard]] std::size_t value_bound(const AttributeValue& value, std::size_t limit) const noexcept;
    /// Writes it as the AnyValue `field`, a text cut to `limit` bytes.
    char* put_value(char* at, std::uint32_t field, const AttributeValue& value, std::size_t limit) noexcept;

    /// put() into a buffer, in which the set begins at `set_at`. False when memory was refused.
    bool append(ByteBuffer& out, std::uint32_t field, Attributes attributes, Progress& progress,
                std::size_t set_at = 0) noexcept {
        if (attributes.size() == 0) return true;
        if (!out.ensure(room_for(attributes))) return false;
        char* const end = put(out, set_at, out.end(), field, attributes, progress, 0);
        if (end == nullptr) return false;
        out.set_end(end);
        return true;
    }
    bool append(ByteBuffer& out, std::uint32_t field, const Attribute& attribute, Progress& progress,
                std::size_t set_at = 0) noexcept {
        return append(out, field, Attributes(std::span(&attribute, 1)), progress, set_at);
    }
    bool append_string(ByteBuffer& out, std::uint32_t field, std::string_view text, std::size_t limit) noexcept {
        if (!out.ensure(text_bound(text, limit))) return false;
        out.set_end(put_string(out.end(), field, text, limit));
        return true;
    }
    bool append_text(ByteBuffer& out, std::uint32_t field, std::string_view text, std::size_t limit) noexcept {
        if (!out.ensure(text_bound(text, limit))) return false;
        out.set_end(put_text(out.end(), field, text, limit));
        return true;
    }

private:
    // A string as it will be written: cut, its size once repaired, and known to be valid or not.
    struct Text {
        std::string_view bytes;
        std::size_t size;
        bool valid;
    };
    // A value before it is written: how many bytes of AnyValue it takes.
    struct Measured {
        Text text;             // where it is one
        std::size_t elements;  // bytes of an array's
        std::size_t size;
    };

    static constexpr std::size_t kRepairFactor = 3;  // a byte that is no character becomes U+FFFD
    static constexpr std::size_t kFraming = 40;      // tags and lengths around one key and value
    static constexpr std::size_t kShortText = 120;
    static constexpr std::size_t kOneByteLength = 127;
    static constexpr std::size_t kPlainAttribute = 2 + kOneByteLength;

    template <bool kKeepEmpty>
    [[gnu::always_inline]] char* put_string(char* at, std::uint32_t field, std::string_view text,
                                            std::size_t limit) noexcept;
    template <bool kKeepEmpty>
    [[gnu::noinline]] char* put_string_slowly(char* at, std::uint32_t field, std::string_view text,
                                              std::size_t limit) noexcept;
    /// Null, and nothing that counts, when the attribute is not a plain one.
    static char* put_plainly(char* at, std::uint32_t field, const Attribute& attribute, std::size_t length_limit,
                             std::uint64_t& key_shapes) noexcept;
    /// `behind` is what must be free after it.
    template <class Room>
    [[gnu::noinline]] char* put_slowly(Room& room, std::size_t set_at, char* at, std::uint32_t field,
                                       const Attribute& attribute, Progress& progress, std::size_t behind) noexcept {
        const std::size_t needed = bound(Attributes(std::span(&attribute, 1))) + behind;
        if (static_cast<std::size_t>(room.limit() - at) < needed) at = room.more(at, needed);
        return at == nullptr ? nullptr : put_slowly(room.data() + set_at, at, field, attribute, progress);
    }
    char* put_slowly(char* set, char* at, std::uint32_t field, const Attribute& attribute, Progress& progress) noexcept;
    /// No more bytes than this are written for `attributes`.
    [[nodiscard]] std::size_t bound(Attributes attributes) const noexcept;
    [[nodiscard]] static std::size_t long_text_bound(std::string_view text, std::size_t limit) noexcept;
    [[nodiscard]] std::size_t array_bound(const AttributeValue& value) const noexcept;

    Text prepare(std::string_view text, std::size_t limit) noexcept;
    static char* put_prepared(char* at, const Text& text) noexcept;
    Measured measure(const AttributeValue& value, std::size_t limit) noexcept;
    char* put_measured(char* at, const AttributeValue& value, const Measured& measured) noexcept;
    std::size_t array_size(const AttributeValue& value) noexcept;
    char* put_array(char* at, const AttributeValue& value) noexcept;

    const RecordingLimits& limits_;
    EditCounts& edits_;
};

/// Two bits of 64 for a key, from its length and `ends`, both of its ends as short_bytes.hpp's copy_seen() gives them:
/// keys share prefixes such as "http.", and other keys' bits together must not often look like one more.
[[nodiscard]] inline std::uint64_t key_shape(const SeenBytes& key, std::size_t size) noexcept {
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;
    const std::uint64_t hash = (key.first + 3 * key.last + size) * kOdd;
    return std::uint64_t{1} << (hash >> 58U) | std::uint64_t{1} << (hash >> 52U & 63U);
}

[[gnu::always_inline]] inline char* AttributeEncoder::put_plainly(char* at, std::uint32_t field,
                                                                  const Attribute& attribute, std::size_t length_limit,
                                                                  std::uint64_t& key_shapes) noexcept {
    // Field numbers of KeyValue and AnyValue (common.proto). All tags and lengths here are single bytes, four of which
    // lie before the key and two to four before the value.
    constexpr std::uint32_t kKey = 1U << 3U | wire::kBytes;
    constexpr std::uint32_t kValue = 2U << 3U | wire::kBytes;
    constexpr std::uint32_t kString = 1U << 3U | wire::kBytes;
    constexpr std::size_t kLongestKey = 100;
    const std::string_view key = attribute.key;
    const AttributeValue& value = attribute.value;
    if (key.size() - 1 >= kLongestKey) [[unlikely]]
        return nullptr;

    const SeenBytes seen_key = copy_seen(at + 4, key.data(), key.size());
    std::uint64_t seen = seen_key.all;
    char* const value_at = at + 4 + key.size();
    char* end = nullptr;
    switch (value.type()) {
        case AttributeType::String: {
            const std::string_view text = value.as_string();
            if (key.size() + text.size() > kOneByteLength - 6 || text.size() > length_limit) [[unlikely]]
                return nullptr;
            seen |= copy_seen(value_at + 4, text.data(), text.size()).all;
            store(value_at + 2, static_cast<std::uint16_t>(kString | text.size() << 8U));
            end = value_at + 4 + text.size();
            break;
        }
        case AttributeType::Bool:
            value_at[2] = 2U << 3U | wire::kVarint;
            value_at[3] = value.as_bool() ? 1 : 0;
            end = value_at + 4;
            break;
        case AttributeType::Int64:
            value_at[2] = 3U << 3U | wire::kVarint;
            end = wire::put_varint(value_at + 3, static_cast<std::uint64_t>(value.as_int64()));
            break;
        case AttributeType::Double: end = wire::put_double_field(value_at + 2, 4, value.as_double()); break;
        default: return nullptr;
    }
    const std::uint64_t shape = key_shape(seen_key, key.size());
    if ((seen & kHighBits) != 0 || (~key_shapes & shape) == 0) [[unlikely]]
        return nullptr;
    const auto value_size = static_cast<std::size_t>(end - value_at) - 2;
    store(value_at, static_cast<std::uint16_t>(kValue | value_size << 8U));
    store(at, static_cast<std::uint32_t>(wire::tag(field, wire::kBytes) | (key.size() + value_size + 4) << 8U |
                                         kKey << 16U | key.size() << 24U));
    key_shapes |= shape;
    return end;
}

template <bool kKeepEmpty>
inline char* AttributeEncoder::put_string(char* at, std::uint32_t field, std::string_view text,
                                          std::size_t limit) noexcept {
    if (text.size() > kShortText || text.size() > limit) [[unlikely]]
        return put_string_slowly<kKeepEmpty>(at, field, text, limit);
    at[0] = static_cast<char>(wire::tag(field, wire::kBytes));
    at[1] = static_cast<char>(text.size());
    if ((copy_seen(at + 2, text.data(), text.size()).all & kHighBits) != 0) [[unlikely]]
        return put_string_slowly<kKeepEmpty>(at, field, text, limit);
    return at + 2 + text.size();
}

inline char* AttributeEncoder::put_string(char* at, std::uint32_t field, std::string_view text,
                                          std::size_t limit) noexcept {
    return put_string<true>(at, field, text, limit);
}

// Compiled in attribute_encoder.cpp alone: the linker could choose the copy of a source that is compiled for size.
extern template char* AttributeEncoder::put(ByteBuffer& room, std::size_t set_at, char* at, std::uint32_t field,
                                            Attributes attributes, Progress& progress, std::size_t tail) noexcept;
extern template char* AttributeEncoder::put_slowly(ByteBuffer& room, std::size_t set_at, char* at, std::uint32_t field,
                                                   const Attribute& attribute, Progress& progress,
                                                   std::size_t behind) noexcept;

}  // namespace telemetryflow::hot
