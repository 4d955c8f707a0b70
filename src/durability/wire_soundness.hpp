#pragma once

// Whether bytes can be a message in protobuf's wire format, for what a power failure may have torn. A free function
// without state.

#include <string_view>

namespace telemetryflow::durability {

/// Whether `bytes` is whole fields, each of a number and a type that there is. Messages within fields are not looked
/// into: what is a message and what is text, only a schema tells.
[[nodiscard]] bool is_sound_wire(std::string_view bytes) noexcept;

/// The same for an element of a list: one field of bytes and nothing behind it, in which is_sound_wire() holds.
[[nodiscard]] bool is_sound_element(std::string_view bytes) noexcept;

}  // namespace telemetryflow::durability
