#pragma once

// Attributes become OTLP KeyValue bytes as they are given: no object in between, no second walk. One set of attributes
// at a time, written by one thread; keys stay unique, the last value wins (OpenTelemetry common, "Attribute
// Collections").

#include <cstdint>
#include <string_view>

#include "telemetryflow/domain/attributes.hpp"

#include "hot/byte_buffer.hpp"
#include "hot/edit_counts.hpp"
#include "hot/recording_limits.hpp"

namespace telemetryflow::hot {

class AttributeEncoder {
public:
    AttributeEncoder(const RecordingLimits& limits, EditCounts& edits) noexcept : limits_(limits), edits_(edits) {}

    /// What has been written into one buffer so far.
    struct Progress {
        std::uint32_t count = 0;
        std::uint32_t dropped = 0;
        /// Two bits for each key's shape: a clear one proves that a key is new without a look at the bytes.
        std::uint64_t key_shapes = 0;
    };

    /// Appends `attributes` to `out`, each as field number `field` of the enclosing message. An attribute over the
    /// limit or without a key is left out and counted. False when memory was refused.
    bool append(ByteBuffer& out, std::uint32_t field, const Attributes& attributes, Progress& progress) noexcept {
        for (const Attribute& attribute : attributes) {
            if (!append(out, field, attribute, progress)) return false;
        }
        return true;
    }

    bool append(ByteBuffer& out, std::uint32_t field, const Attribute& attribute, Progress& progress) noexcept;

    /// Appends `text`, cut to `limit` bytes and repaired, as a field that is there also when it is empty.
    bool append_string(ByteBuffer& out, std::uint32_t field, std::string_view text, std::size_t limit) noexcept;

    /// The same as a field that is not there when it is empty.
    bool append_text(ByteBuffer& out, std::uint32_t field, std::string_view text, std::size_t limit) noexcept;

private:
    // A string as it will be written: cut, its size once repaired, and known to be valid or not.
    struct Text {
        std::string_view bytes;
        std::size_t size;
        bool valid;
    };

    Text prepare(std::string_view text, std::size_t limit) noexcept;
    static bool append_prepared(ByteBuffer& out, std::uint32_t field, const Text& text) noexcept;
    static char* put_text(char* at, const Text& text) noexcept;
    std::size_t array_size(const AttributeValue& value) noexcept;
    char* put_array(char* at, const AttributeValue& value) noexcept;

    const RecordingLimits& limits_;
    EditCounts& edits_;
};

}  // namespace telemetryflow::hot
