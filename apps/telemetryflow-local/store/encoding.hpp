// How ids and bytes are written as text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace telemetryflow::local {

// Lower-case hexadecimal digits.
std::string to_hex(std::string_view bytes);
// Nothing when the text has an odd length or a character that is no hexadecimal digit.
std::optional<std::string> from_hex(std::string_view text);

// RFC 4648 section 4, padded.
std::string to_base64(std::string_view bytes);
// Accepts the standard and the URL-safe alphabet, padded or not, as the JSON mapping of protobuf demands of a receiver.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace telemetryflow::local
