#pragma once

// Walks the fields of one serialised protobuf message without a schema. Only views into the caller's bytes, no
// allocation. The bytes may be hostile: nothing is read outside them, and every step consumes input, so a walk ends.
// A value; one thread at a time.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace telemetryflow::infrastructure {

enum class WireType : std::uint8_t { Varint = 0, Fixed64 = 1, Length = 2, Fixed32 = 5 };

struct ProtobufField {
    std::uint32_t number = 0;
    WireType type = WireType::Varint;
    /// Varint, Fixed64 and Fixed32: the value as it came.
    std::uint64_t value = 0;
    /// Length: the content.
    std::span<const std::byte> bytes;

    [[nodiscard]] std::string_view text() const noexcept {
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }
};

class ProtobufReader {
public:
    explicit ProtobufReader(std::span<const std::byte> message) noexcept : rest_(message) {}

    /// Reads the next field into `field`. Returns false at the end and at the first malformed byte; see failed().
    bool next(ProtobufField& field) noexcept;
    /// Reads one varint, as packed lists have them. Returns false at the end or on a malformed one.
    bool next_varint(std::uint64_t& value) noexcept;
    /// Reads `width` (4 or 8) little-endian bytes. Returns false when fewer are left.
    bool next_fixed(std::size_t width, std::uint64_t& value) noexcept;

    [[nodiscard]] bool failed() const noexcept { return failed_; }
    [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }

private:
    bool fail() noexcept {
        failed_ = true;
        return false;
    }

    std::span<const std::byte> rest_;
    bool failed_ = false;
};

}  // namespace telemetryflow::infrastructure
