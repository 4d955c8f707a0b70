#include "infrastructure/otlp/protobuf_reader.hpp"

#include <limits>

namespace telemetryflow::infrastructure {

namespace {
constexpr std::uint32_t kMaxFieldNumber = (1U << 29U) - 1;
}

bool ProtobufReader::next_varint(std::uint64_t& value) noexcept {
    value = 0;
    for (std::size_t i = 0; i < rest_.size() && i < 10; ++i) {
        const auto byte = static_cast<std::uint64_t>(rest_[i]);
        // The tenth byte holds bit 63 only; protobuf's own parser ignores the rest of it, so this one does too.
        value |= (byte & 0x7FU) << (7 * i);
        if (byte < 0x80) {
            rest_ = rest_.subspan(i + 1);
            return true;
        }
    }
    return fail();
}

bool ProtobufReader::next_fixed(std::size_t width, std::uint64_t& value) noexcept {
    if (rest_.size() < width) return fail();
    value = 0;
    for (std::size_t i = 0; i < width; ++i)
        value |= static_cast<std::uint64_t>(rest_[i]) << (8 * i);
    rest_ = rest_.subspan(width);
    return true;
}

bool ProtobufReader::next(ProtobufField& field) noexcept {
    if (failed_ || rest_.empty()) return false;
    field = {};
    std::uint64_t key = 0;
    if (!next_varint(key)) return false;
    if (key > std::numeric_limits<std::uint32_t>::max()) return fail();
    field.number = static_cast<std::uint32_t>(key >> 3U);
    if (field.number == 0 || field.number > kMaxFieldNumber) return fail();
    field.type = static_cast<WireType>(key & 7U);
    switch (field.type) {
        case WireType::Varint: return next_varint(field.value);
        case WireType::Fixed64: return next_fixed(8, field.value);
        case WireType::Fixed32: return next_fixed(4, field.value);
        case WireType::Length: {
            std::uint64_t size = 0;
            if (!next_varint(size)) return false;
            if (size > rest_.size()) return fail();
            field.bytes = rest_.first(static_cast<std::size_t>(size));
            rest_ = rest_.subspan(static_cast<std::size_t>(size));
            return true;
        }
    }
    return fail();  // groups (3, 4) are in no OTLP message
}

}  // namespace telemetryflow::infrastructure
