#include "durability/wire_soundness.hpp"

#include <cstdint>

namespace telemetryflow::durability {
namespace {

constexpr std::uint64_t kVarint = 0;
constexpr std::uint64_t kFixed64 = 1;
constexpr std::uint64_t kBytes = 2;
constexpr std::uint64_t kFixed32 = 5;

bool take_varint(std::string_view& bytes, std::uint64_t& value) noexcept {
    constexpr std::size_t kLongest = 10;
    value = 0;
    for (std::size_t i = 0; i < bytes.size() && i < kLongest; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        value |= std::uint64_t{byte & 0x7FU} << (7 * i);
        if ((byte & 0x80U) != 0) continue;
        bytes.remove_prefix(i + 1);
        return true;
    }
    return false;
}

bool skip(std::string_view& bytes, std::uint64_t size) noexcept {
    if (bytes.size() < size) return false;
    bytes.remove_prefix(static_cast<std::size_t>(size));
    return true;
}

bool skip_field(std::string_view& bytes) noexcept {
    constexpr std::uint64_t kLargestTag = 0xFFFFFFFF;
    std::uint64_t tag = 0;
    std::uint64_t value = 0;
    if (!take_varint(bytes, tag) || tag >> 3U == 0 || tag > kLargestTag) return false;
    switch (tag & 7U) {
        case kVarint: return take_varint(bytes, value);
        case kFixed64: return skip(bytes, sizeof(std::uint64_t));
        case kBytes: return take_varint(bytes, value) && skip(bytes, value);
        case kFixed32: return skip(bytes, sizeof(std::uint32_t));
        default: return false;  // groups, which OTLP has none of
    }
}

}  // namespace

bool is_sound_wire(std::string_view bytes) noexcept {
    while (!bytes.empty())
        if (!skip_field(bytes)) return false;
    return true;
}

bool is_sound_element(std::string_view bytes) noexcept {
    std::uint64_t tag = 0;
    std::uint64_t size = 0;
    if (!take_varint(bytes, tag) || tag >> 3U == 0 || (tag & 7U) != kBytes) return false;
    return take_varint(bytes, size) && size == bytes.size() && is_sound_wire(bytes);
}

}  // namespace telemetryflow::durability
