#include "durability/frame_header.hpp"

#include <cstddef>

#include "durability/crc32c.hpp"

namespace telemetryflow::durability {

void FrameHeader::seal(std::string_view id, std::string_view elements) noexcept {
    id_bytes = static_cast<std::uint16_t>(id.size());
    element_bytes = static_cast<std::uint32_t>(elements.size());
    body_crc = crc32c(elements.data(), elements.size(), crc32c(id.data(), id.size()));
    header_crc = computed_crc();
}

bool FrameHeader::is_sound(SignalType expected) const noexcept {
    return mark == kMark && header_crc == computed_crc() && signal == static_cast<std::uint8_t>(expected) &&
           element_bytes <= kMaxElementBytes && id_bytes <= kMaxIdBytes;
}

std::uint32_t FrameHeader::computed_crc() const noexcept {
    constexpr std::size_t kBegin = offsetof(FrameHeader, body_crc);
    return crc32c(reinterpret_cast<const char*>(this) + kBegin, sizeof(FrameHeader) - kBegin);
}

}  // namespace telemetryflow::durability
